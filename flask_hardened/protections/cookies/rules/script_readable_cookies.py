"""FHK003: cookies that scripts can read."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CookiesOptions
from ._declared import declared

USUAL = frozenset(CookiesOptions().script_readable)
"""Tokens against forged requests, which scripts are meant to read."""


@rule(
    code="FHK003",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1004,),
    owasp=("A05",),
    asvs=("3.3.4",),
)
def script_readable_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """Cookies are sent without `HttpOnly`, so scripts can read them.

    ## What it does
    Lists the names in `HARDENED_COOKIES_SCRIPT_READABLE` beyond the default ones, which are tokens against forged
    requests, and routes that declare a cookie with `httponly=False`.

    ## Why is this bad
    A script that gets into the page reads the cookie and sends it away; what it holds is then used from elsewhere, also
    after the hole in the page is mended.

    ## Example
    ```python
    Hardened(app, cookies=CookiesOptions(script_readable=["auth_token"]))
    ```

    ## Use instead
    Let scripts read what is no secret, such as a colour scheme, and nothing else:
    ```python
    Hardened(app, cookies=CookiesOptions(script_readable=["csrftoken", "theme"]))
    ```

    ## References
    - [CWE-1004: Sensitive Cookie Without 'HttpOnly' Flag](https://cwe.mitre.org/data/definitions/1004.html)
    """
    options = snapshot.options(CookiesOptions)
    if options is None:
        return
    for name in options.script_readable:
        if name not in USUAL:
            yield Hit(
                message=f"Scripts can read the cookie {name}.",
                fix="Remove it from the list, unless it holds nothing worth stealing.",
                location=setting_of("cookies", "script_readable"),
            )
    for route, cookie in declared(snapshot):
        if cookie.httponly is False:
            yield Hit(
                message=f"Scripts can read the cookie {cookie.name}.",
                fix="Remove httponly=False from its decorator, unless the cookie holds nothing worth stealing.",
                location=route.location,
            )
