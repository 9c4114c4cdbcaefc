"""FHO009: the origin null may read responses."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import has_credentials, listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "access-control-allow-origin"


@rule(
    code="FHO009",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(942, 346),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def answered_null_origin(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses let the origin `null` read them.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Sends `Origin: null`, and reports where it is allowed by
    name; with credentials that is high. Where every origin is allowed, the rule about that says it.

    ## Why is this bad
    Anybody can have the origin `null`: a frame with `sandbox` is enough. What is meant for a local file is an open
    door.

    ## Example
    ```python
    CORS(app, origins=["https://app.example.com", "null"])
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example.com"]))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [PortSwigger: CORS](https://portswigger.net/web-security/cors)
    """
    everybody = any(each.header(HEADER) in ("*", each.origin) for each in snapshot.responses.of("foreign-origin"))
    allowed = [each for each in snapshot.responses.of("null-origin") if each.header(HEADER) == "null"]
    if allowed and not everybody:
        yield Hit(
            message=f"The origin null may read the answer to {listed(allowed)}.",
            fix="Remove null from the origins.",
            location=place(snapshot, allowed),
            severity=Severity.HIGH if any(map(has_credentials, allowed)) else None,
        )
