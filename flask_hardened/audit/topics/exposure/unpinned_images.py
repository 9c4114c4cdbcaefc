"""FHW018: base images without a version."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW018",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1357, 829),
    owasp=("A06", "A08"),
    asvs=("15.2.4",),
)
def unpinned_images(snapshot: Snapshot) -> Iterator[Hit]:
    """A base image has no version.

    ## What it does
    Reports `FROM` with the tag `latest` or without one; stages of the same file, `scratch`, digests and variables
    without a default are fine.

    ## Why is this bad
    The next build takes whatever is published under that name then: another major version, or an image that an
    attacker pushed. Nobody can tell which one runs.

    ## Example
    ```docker
    FROM python:latest
    ```

    ## Use instead
    ```docker
    FROM python:3.13-slim
    ```

    ## References
    - [CWE-1357: Reliance on Insufficiently Trustworthy Component](https://cwe.mitre.org/data/definitions/1357.html)
    - [OWASP: Docker Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html)
    """
    for image in snapshot.files.images:
        for each in image.remarks:
            if each.kind == "unpinned":
                yield Hit(
                    message=f"The base image {each.about} has no version.",
                    fix="Name a version, or better a digest.",
                    location=each.location,
                )
