"""FHW017: whole folders in images, secrets included."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW017",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(538, 527),
    owasp=("A05",),
    asvs=("13.3.1", "13.4.1"),
)
def whole_context_copies(snapshot: Snapshot) -> Iterator[Hit]:
    """A Dockerfile copies the whole folder, and `.env` or `.git` with it.

    ## What it does
    Reports `COPY . …` and `ADD . …` where `.env` or `.git` lie in the folder and `.dockerignore` does not leave
    them out.

    ## Why is this bad
    Everybody who may pull the image, and whoever reads files through a hole in the app, gets the keys of the
    machine it was built on, and the history of the source.

    ## Example
    ```docker
    COPY . /app
    ```

    ## Use instead
    ```docker
    # .dockerignore holds .env and .git
    COPY . /app
    ```

    ## References
    - [CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory](https://cwe.mitre.org/data/definitions/538.html)
    - [CWE-527: Exposure of Version-Control Repository to an Unauthorized Control Sphere](https://cwe.mitre.org/data/definitions/527.html)
    - [Docker: .dockerignore](https://docs.docker.com/build/concepts/context/#dockerignore-files)
    """
    for image in snapshot.files.images:
        for each in image.remarks:
            if each.kind == "whole-context":
                yield Hit(
                    message=f"The whole folder is copied into the image, {each.about} included.",
                    fix=f"Name {each.about} in .dockerignore.",
                    location=each.location,
                    severity=None if each.about == ".env" else Severity.LOW,
                )
