"""FHT002: browsers forget HTTPS too soon."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import YEAR, TransportOptions


@rule(
    code="FHT002",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319, 523),
    owasp=("A05",),
    asvs=("3.4.1",),
)
def short_hsts(snapshot: Snapshot) -> Iterator[Hit]:
    """Strict-Transport-Security is not sent, or holds for less than a year.

    ## What it does
    Reports a `HARDENED_TRANSPORT_HSTS_MAX_AGE` of None, 0, or less than one year.

    ## Why is this bad
    Until a browser knows that a site is HTTPS only, somebody on the way can answer its first request over http. A short
    time means that visitors who come back seldom are open to that each time.

    ## Example
    ```python
    Hardened(app, transport=TransportOptions(hsts_max_age=3600))
    ```

    ## Use instead
    ```python
    Hardened(app)  # one year; raise it in steps only while HTTPS is being introduced
    ```

    ## References
    - [RFC 6797: HTTP Strict Transport Security](https://www.rfc-editor.org/rfc/rfc6797)
    - [CWE-523: Unprotected Transport of Credentials](https://cwe.mitre.org/data/definitions/523.html)
    """
    options = snapshot.options(TransportOptions)
    if options is None or (options.hsts_max_age or 0) >= YEAR:
        return
    if options.hsts_max_age is None:
        message = "No Strict-Transport-Security is sent."
    elif options.hsts_max_age == 0:
        message = "Strict-Transport-Security is withdrawn from browsers that know it."
    else:
        message = f"Browsers remember for {options.hsts_max_age} seconds only that this site is HTTPS."
    yield Hit(
        message=message,
        fix=f"Give at least {YEAR} seconds, or leave it out for the default.",
        location=setting_of("transport", "hsts_max_age"),
    )
