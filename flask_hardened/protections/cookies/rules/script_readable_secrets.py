"""FHK007: session and token cookies that scripts can read."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._written import is_mended, is_off, written_cookies


@rule(
    code="FHK007",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1004,),
    owasp=("A05",),
    asvs=("3.3.4",),
)
def script_readable_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """A cookie with a session or a token can be read by scripts.

    ## What it does
    Reports calls of `set_cookie` without `httponly=True` for a cookie that is called a session, a token, a key or the
    like. Tokens against forged requests are left alone: scripts have to read them.

    ## Why is this bad
    One injected script, or one changed file of a CDN, sends `document.cookie` elsewhere, and its owner is signed in on
    another machine for as long as the token is good.

    ## Example
    ```python
    response.set_cookie("access_token", token, secure=True, samesite="Lax")
    ```

    ## Use instead
    ```python
    response.set_cookie("access_token", token, secure=True, samesite="Lax", httponly=True)
    ```

    ## References
    - [CWE-1004: Sensitive Cookie Without 'HttpOnly' Flag](https://cwe.mitre.org/data/definitions/1004.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#httponly-attribute)
    """
    mended = is_mended(snapshot)
    for cookie in written_cookies(snapshot.source):
        if cookie.is_secret and is_off(cookie.httponly):
            yield Hit(
                message=f"Scripts can read the cookie {cookie.name}{', but Hardened adds HttpOnly' if mended else ''}.",
                fix="Give httponly=True.",
                location=cookie.call.location,
                severity=Severity.INFO if mended else None,
            )
