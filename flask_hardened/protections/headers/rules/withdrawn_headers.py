"""FHR006: security headers that the source takes away."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.header_writes import header_writes
from ._raised import is_raised

_WANTED = frozenset(
    {
        *("content-security-policy", "x-frame-options", "strict-transport-security", "x-content-type-options"),
        *("referrer-policy", "cross-origin-opener-policy"),
    }
)


@rule(
    code="FHR006",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(693,),
    owasp=("A05",),
    asvs=("3.4.6",),
)
def withdrawn_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """A security header is taken away from a response.

    ## What it does
    Reports `headers.pop`, `headers.remove` and `del headers[...]` for security headers. Where
    `Hardened(app)` sends them all the same, it is information.

    ## Why is this bad
    It was taken away so that something works, in a frame or with a script of somebody else, and mostly for more
    responses than needed: each of them can be framed, or runs what is injected.

    ## Example
    ```python
    response.headers.pop("X-Frame-Options", None)
    ```

    ## Use instead
    ```python
    @app.get("/widget")
    @csp(frame_ancestors=["https://partner.example"])
    def widget(): ...
    ```

    ## References
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [OWASP HTTP Headers Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html)
    """
    raised = is_raised(snapshot)
    for _, write in header_writes(snapshot.source):
        if write.value is None and write.header in _WANTED:
            yield Hit(
                message=f"{write.header.title()} is taken away from a response.",
                fix="Use a decorator for the one view that needs it, such as csp() or headers().",
                location=write.location,
                severity=Severity.INFO if raised else None,
            )
