"""FHK008: settings that take flags from session cookies."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Value
from ....audit.source.placing import settings_in_force
from ._written import is_mended

_FLAGS = {
    "SESSION_COOKIE_SECURE": "is sent over plain HTTP",
    "SESSION_COOKIE_HTTPONLY": "can be read by scripts",
    "SESSION_COOKIE_SAMESITE": "is sent with requests of other sites",
    "REMEMBER_COOKIE_SECURE": "is sent over plain HTTP",
    "REMEMBER_COOKIE_HTTPONLY": "can be read by scripts",
    "JWT_COOKIE_SECURE": "is sent over plain HTTP",
    "CSRF_COOKIE_SECURE": "is sent over plain HTTP",
}
_COOKIES = {
    "SESSION": "the session cookie",
    "REMEMBER": "the cookie that keeps users signed in",
    "JWT": "the cookie with the token",
    "CSRF": "the cookie against forged requests",
}


@rule(
    code="FHK008",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614, 1004, 1275),
    owasp=("A05",),
    asvs=("3.3.1", "3.3.2", "3.3.4"),
)
def loosened_session_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A setting in the source takes a flag from the session cookie.

    ## What it does
    Reports `SESSION_COOKIE_SECURE`, `..._HTTPONLY` and `..._SAMESITE`, and those of Flask-Login and Flask-JWT-Extended,
    written as off. Configuration for development and tests is left alone, and so is a default that the class for
    production replaces. Where `Hardened(app)` adds the flags, it is information.

    ## Why is this bad
    The session cookie is the user. Over plain HTTP everybody on the way has it, without `HttpOnly` every injected
    script, and with `SameSite=None` every other site can have the user do something.

    ## Example
    ```python
    SESSION_COOKIE_SECURE = False
    ```

    ## Use instead
    ```python
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_SAMESITE = "Lax"
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    - [Flask: Security Considerations, cookies](https://flask.palletsprojects.com/en/stable/web-security/#set-cookie-options)
    """
    mended = is_mended(snapshot)
    for setting in settings_in_force(snapshot.source, *_FLAGS):
        key = setting.key.upper()
        if _is_off(key, setting.value):
            yield Hit(
                message=f"{key} is off: {_COOKIES[key.partition('_')[0]]} {_FLAGS[key]}.",
                fix="Remove the line, and call Hardened(app).",
                location=setting.location,
                severity=Severity.INFO if mended else Severity.LOW if key.endswith("SAMESITE") else None,
            )


def _is_off(key: str, value: Value) -> bool:
    if key.endswith("SAMESITE"):
        return isinstance(value.constant, str) and value.constant.lower() == "none"
    return value.constant is False
