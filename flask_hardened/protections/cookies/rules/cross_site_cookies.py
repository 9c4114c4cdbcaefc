"""FHK004: cookies that other sites' pages send."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CookiesOptions
from ._declared import declared


@rule(
    code="FHK004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1275, 352),
    owasp=("A01",),
    asvs=("3.3.2",),
)
def cross_site_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """Cookies with `SameSite=None` are sent with requests that other sites make.

    ## What it does
    Lists the names in `HARDENED_COOKIES_CROSS_SITE`, and routes that declare a cookie with `samesite="None"`.

    ## Why is this bad
    Every form and every image of any other site is sent with the cookie, so what it authorises can be done in the
    visitor's name; a token against forged requests is then the only lock.

    ## Example
    ```python
    Hardened(app, cookies=CookiesOptions(cross_site=["session"]))
    ```

    ## Use instead
    Give an embedded widget a cookie of its own, which authorises nothing else:
    ```python
    Hardened(app, cookies=CookiesOptions(cross_site=["widget"]))
    ```

    ## References
    - [CWE-1275: Sensitive Cookie with Improper SameSite Attribute](https://cwe.mitre.org/data/definitions/1275.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    options = snapshot.options(CookiesOptions)
    if options is None:
        return
    for name in options.cross_site:
        yield Hit(
            message=f"Other sites' pages send the cookie {name}.",
            fix="Remove it from the list, unless an embedded page needs it.",
            location=setting_of("cookies", "cross_site"),
        )
    for route, cookie in declared(snapshot):
        if cookie.samesite == "None":
            yield Hit(
                message=f"Other sites' pages send the cookie {cookie.name}.",
                fix='Remove samesite="None" from its decorator, unless an embedded page needs it.',
                location=route.location,
            )
