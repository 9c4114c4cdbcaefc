"""FHR003: personal pages stay in caches."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import HeadersOptions


@rule(
    code="FHR003",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(525, 524),
    owasp=("A04",),
    asvs=("14.3.2",),
)
def stored_personal_pages(snapshot: Snapshot) -> Iterator[Hit]:
    """Pages meant for one person may be stored in caches.

    ## What it does
    Reports `cache_control="off"`, for the app or on a route.

    ## Why is this bad
    A page that used the session stays in the browser's cache: after signing out, the next person at the computer
    presses "back" and reads it. A shared cache may even hand it to others.

    ## Example
    ```python
    Hardened(app, headers=HeadersOptions(cache_control="off"))
    ```

    ## Use instead
    The default leaves public pages alone, and sends `no-store` with what is personal:
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-525: Use of Web Browser Cache Containing Sensitive Information](https://cwe.mitre.org/data/definitions/525.html)
    - [RFC 9111 section 5.2.2.5: no-store](https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5)
    """
    options = snapshot.options(HeadersOptions)
    if options is None:
        return
    message = "Responses that used the session carry no Cache-Control of ours, so caches may keep them."
    if options.cache_control == "off":
        yield Hit(message=message, fix="Remove the option.", location=setting_of("headers", "cache_control"))
    for route in snapshot.routes:
        said = [mark.cache_control for mark in route.marks.get("headers", ()) if "cache_control" in mark.given]
        if said and said[-1] == "off":
            yield Hit(message=message, fix="Remove cache_control from its decorator.", location=route.location)
