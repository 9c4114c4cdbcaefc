"""FHO007: every origin allowed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.header_writes import header_writes, text_of


@rule(
    code="FHO007",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(942,),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def hand_written_cors(snapshot: Snapshot) -> Iterator[Hit]:
    """Every origin is allowed by a header that is written by hand.

    ## What it does
    Reports `Access-Control-Allow-Origin` set to `*` or `null`: as medium for `null`, which every sandboxed frame and
    local file sends.

    ## Why is this bad
    The pages of every site read what the user's network lets them reach. Written by hand the header also lacks
    `Vary: Origin` and the answer to preflights, so it is widened until it works.

    ## Example
    ```python
    response.headers["Access-Control-Allow-Origin"] = "*"
    ```

    ## Use instead
    ```python
    @app.get("/rates")
    @cors(origins=["https://app.example"])
    def rates(): ...
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Security Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [MDN: Access-Control-Allow-Origin](https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin)
    """
    for _, write in header_writes(snapshot.source):
        value = text_of(write.value)
        if write.header == "access-control-allow-origin" and value in ("*", "null"):
            yield Hit(
                message="Access-Control-Allow-Origin lets the pages of every site read the answer."
                if value == "*"
                else "Access-Control-Allow-Origin lets every sandboxed frame read the answer.",
                fix="Remove it, and name the origins in CorsOptions(origins=[...]) or @cors(origins=[...]).",
                location=write.location,
                severity=Severity.MEDIUM if value == "null" else None,
            )
