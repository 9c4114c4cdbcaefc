"""FHK002: cookies that travel over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CookiesOptions
from ._declared import declared


@rule(
    code="FHK002",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614,),
    owasp=("A05",),
    asvs=("3.3.1",),
)
def insecure_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """Cookies may be sent without `Secure`.

    ## What it does
    Reports `HARDENED_COOKIES_SECURE` turned off, and lists routes that declare a cookie with `secure=False`.

    ## Why is this bad
    Somebody on the way has the browser ask for `http://` once, by an image in any other page, and reads the cookie.
    That the app itself is HTTPS only does not help.

    ## Example
    ```python
    Hardened(app, cookies=CookiesOptions(secure=False))
    ```

    ## Use instead
    ```python
    Hardened(app)  # on http://localhost cookies work all the same while developing
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    """
    options = snapshot.options(CookiesOptions)
    if options is None:
        return
    if not options.secure:
        yield Hit(
            message="Cookies are sent over plain HTTP too, the session cookie among them.",
            fix="Serve the app over HTTPS and remove the option.",
            location=setting_of("cookies", "secure"),
        )
    for route, cookie in declared(snapshot):
        if cookie.secure is False:
            yield Hit(
                message=f"The cookie {cookie.name} is declared without Secure.",
                fix="Remove secure=False from its decorator.",
                location=route.location,
                severity=Severity.LOW,
            )
