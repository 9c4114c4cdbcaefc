"""FHW016: secrets in images."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW016",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(798, 538),
    owasp=("A05", "A02"),
    asvs=("13.3.1",),
)
def secrets_in_images(snapshot: Snapshot) -> Iterator[Hit]:
    """A Dockerfile writes a secret into the image.

    ## What it does
    Reads `ENV`, `ARG`, `LABEL` and `RUN` for values that look like secrets, and `COPY` and `ADD` for environment
    files and keys. What an earlier stage copies stays out of the image; the values of `ARG` are in its history.

    ## Why is this bad
    `docker history` and `docker inspect` show variables and arguments, and a file that a later instruction deletes
    is still in its layer. Everybody who may pull the image has the secret.

    ## Example
    ```docker
    ARG GITHUB_TOKEN
    COPY .env /app/.env
    ```

    ## Use instead
    ```docker
    RUN --mount=type=secret,id=github_token pip install -r requirements.txt
    ```

    ## References
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    - [CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory](https://cwe.mitre.org/data/definitions/538.html)
    - [Docker: Build secrets](https://docs.docker.com/build/building/secrets/)
    """
    for image in snapshot.files.images:
        for each in image.remarks:
            if each.kind == "written-secret":
                yield Hit(
                    message=f"The Dockerfile holds what looks like a secret: {each.about}.",
                    fix="Replace it; give the new one to the container at its start, or the build as a secret mount.",
                    location=each.location,
                    confidence=None if each.sure else Confidence.LOW,
                )
            elif each.kind == "copied-secret":
                yield Hit(
                    message=f"{each.about} is copied into the image.",
                    fix="Give it to the container when it starts, or to the build as a secret mount.",
                    location=each.location,
                )
