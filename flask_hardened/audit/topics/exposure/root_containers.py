"""FHW015: containers that run as root."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW015",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(250,),
    owasp=("A05",),
    asvs=("13.2.2",),
)
def root_containers(snapshot: Snapshot) -> Iterator[Hit]:
    """The container runs as root.

    ## What it does
    Reads the last stage of Dockerfiles, and the stages it is built on, for a `USER`. Base images known to have a
    user of their own, and start scripts that step down with `gosu`, `su-exec` and their like, are fine; of base
    images that nothing is known of, it is less sure.

    ## Why is this bad
    Whoever makes the app run a command is root inside the container: installs tools, reads mounted secrets, and
    needs one hole in the kernel or one careless mount to be root on the host.

    ## Example
    ```docker
    FROM python:3.13-slim
    CMD ["gunicorn", "app:app"]
    ```

    ## Use instead
    ```docker
    FROM python:3.13-slim
    RUN useradd --system app
    USER app
    CMD ["gunicorn", "app:app"]
    ```

    ## References
    - [CWE-250: Execution with Unnecessary Privileges](https://cwe.mitre.org/data/definitions/250.html)
    - [OWASP: Docker Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html)
    """
    for image in snapshot.files.images:
        for each in image.remarks:
            if each.kind == "default-user":
                yield Hit(
                    message="The image names no user but root, so the app runs as root."
                    if each.sure
                    else "The image names no user, so the app runs as the base image's, which usually is root.",
                    fix="Add a user to the image, and name it with USER before CMD.",
                    location=each.location,
                    confidence=None if each.sure else Confidence.LOW,
                )
