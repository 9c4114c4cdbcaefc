"""FHK006: cookies that the source sets without flags."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._written import WrittenCookie, is_mended, is_off, written_cookies


@rule(
    code="FHK006",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(614, 1275, 1004),
    owasp=("A05",),
    asvs=("3.3.1", "3.3.2"),
)
def unflagged_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A cookie is set without `Secure`, `HttpOnly` or `SameSite`.

    ## What it does
    Reports calls of `set_cookie` that leave a flag out or turn it off: as medium for names of sessions and tokens, as
    information where `Hardened(app)` adds the flags. Cookies that are deleted, and flags that are only known when the
    app runs, are left alone. A secret without `HttpOnly` has a rule of its own.

    ## Why is this bad
    Without `Secure` an image with an `http://` address in any page makes the browser send it in clear text. Without
    `HttpOnly` one injected script reads it, and without `SameSite` other sites' forms are sent with it.

    ## Example
    ```python
    response.set_cookie("basket", basket_id)
    ```

    ## Use instead
    ```python
    Hardened(app)  # adds the flags to every cookie
    response.set_cookie("basket", basket_id, secure=True, httponly=True, samesite="Lax")
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    - [CWE-1275: Sensitive Cookie with Improper SameSite Attribute](https://cwe.mitre.org/data/definitions/1275.html)
    """
    mended = is_mended(snapshot)
    for cookie in written_cookies(snapshot.source):
        lacking = list(_lacking(cookie))
        if not lacking:
            continue
        named = f"The cookie {cookie.name}" if cookie.name else "A cookie"
        usual = Severity.MEDIUM if cookie.is_secret else Severity.LOW
        yield Hit(
            message=f"{named} is set without {' and '.join(lacking)}{'; Hardened adds it' if mended else ''}.",
            fix="Call Hardened(app), which adds the flags to every cookie, or give them here.",
            location=cookie.call.location,
            severity=Severity.INFO if mended else usual,
            confidence=None if cookie.name else Confidence.MEDIUM,
        )


def _lacking(cookie: WrittenCookie) -> Iterator[str]:
    if is_off(cookie.secure):
        yield "Secure"
    if is_off(cookie.httponly) and not cookie.is_for_scripts and not cookie.is_secret:
        yield "HttpOnly"
    if is_off(cookie.samesite):
        yield "SameSite"
