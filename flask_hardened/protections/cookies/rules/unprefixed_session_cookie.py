"""FHK005: a session cookie that subdomains can plant."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CookiesOptions


@rule(
    code="FHK005",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(565, 384),
    owasp=("A05",),
    asvs=("3.3.1", "3.3.3"),
)
def unprefixed_session_cookie(snapshot: Snapshot) -> Iterator[Hit]:
    """The session cookie's name has no prefix, so subdomains and plain HTTP can plant one.

    ## What it does
    Reports `HARDENED_COOKIES_PREFIX` turned off while cookies are `Secure`.

    ## Why is this bad
    A cookie does not tell where it was set. A subdomain, or somebody who answers for it over http, sets one of the same
    name for the whole domain, and the app goes on in a session that somebody else chose.

    ## Example
    ```python
    Hardened(app, cookies=CookiesOptions(prefix=False))
    ```

    ## Use instead
    ```python
    Hardened(app)  # __Host-session
    ```

    ## References
    - [CWE-565: Reliance on Cookies without Validation and Integrity Checking](https://cwe.mitre.org/data/definitions/565.html)
    - [Cookies: HTTP State Management Mechanism, section on cookie name prefixes](https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/)
    """
    options = snapshot.options(CookiesOptions)
    if options is not None and options.secure and not options.prefix:
        yield Hit(
            message="The session cookie has no __Host- prefix, so a subdomain can plant one.",
            fix="Remove the option; open sessions end once.",
            location=setting_of("cookies", "prefix"),
        )
