"""FHW019: downloads that nobody checks."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW019",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(494, 345),
    owasp=("A08",),
    asvs=("15.2.4",),
)
def unchecked_downloads(snapshot: Snapshot) -> Iterator[Hit]:
    """A Dockerfile fetches something and uses it unchecked.

    ## What it does
    Reports `ADD` of an address without `--checksum`, `curl … | sh`, and downloads that do not look at the
    certificate.

    ## Why is this bad
    Whoever controls that server, its domain, or without TLS the network in between, runs code in the build and puts
    what they like into every image made from then on.

    ## Example
    ```docker
    RUN curl -sSL https://get.example.com | sh
    ```

    ## Use instead
    ```docker
    ADD --checksum=sha256:24454f83... https://example.com/tool.tar.gz /tmp/
    ```

    ## References
    - [CWE-494: Download of Code Without Integrity Check](https://cwe.mitre.org/data/definitions/494.html)
    - [CWE-345: Insufficient Verification of Data Authenticity](https://cwe.mitre.org/data/definitions/345.html)
    - [Docker: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
    """
    for image in snapshot.files.images:
        for each in image.remarks:
            if each.kind in {"remote-add", "piped-download"}:
                yield Hit(
                    message="The build uses what it fetches without looking at a checksum or a certificate.",
                    fix="Compare a checksum before it is used, or install a package that is signed.",
                    location=each.location,
                )
