"""FHR001: no security headers."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent, has_talisman
from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import is_sent
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_HEADERS = {
    "nosniff": "x-content-type-options",
    "framing": "x-frame-options",
    "referrer": "referrer-policy",
    "isolation": "cross-origin-opener-policy",
    "cache": "cache-control",
}
"""What a finding calls each of them."""


@rule(
    code="FHR001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(693, 1021, 525),
    owasp=("A05",),
    asvs=("3.4.4", "3.4.5", "14.3.2"),
)
def missing_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses carry no security headers.

    ## What it does
    Reports an app without the feature `headers`, unless Flask-Talisman is active on it, and names what not every
    answer that was asked for has. A proxy in front of the app may add some, which the audit cannot see.

    ## Why is this bad
    Browsers guess what a file is and may run an uploaded picture as a page; other sites can put the app into a frame
    and have visitors click on what they do not see; addresses with tokens leave through `Referer`; a page shown to one
    person stays in the browser's cache for the next.

    ## Example
    ```python
    Hardened(app, headers=False)
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [OWASP Secure Headers Project](https://owasp.org/www-project-secure-headers/)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    """
    missing = [what for what, header in _HEADERS.items() if not is_sent(snapshot, header)]
    if missing and not has_talisman(snapshot):
        *others, last = missing
        named = f"{', '.join(others)} or {last}" if others else last
        yield from absent(snapshot, "headers", f"Responses carry no {named} headers.")
