"""FHS014: cookies that remember a login, unguarded."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._remembering import never_remembers


@rule(
    code="FHS014",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(614, 1004),
    owasp=("A05", "A07"),
    asvs=("3.3.1", "3.3.4"),
)
def plain_remember_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """The cookie that remembers a login lacks `Secure`, or scripts may read it.

    ## What it does
    Reports Flask-Login's `REMEMBER_COOKIE_SECURE`, which is off unless it is set, and `REMEMBER_COOKIE_HTTPONLY` turned
    off. Where the source was read and nowhere says `remember=`, there is no such cookie. The feature `cookies` adds
    both.

    ## Why is this bad
    The cookie is a login that lasts for a year. Without Secure somebody on the way has the browser ask for `http://`
    once, and reads it; without HttpOnly one injected script sends it away.

    ## Example
    ```python
    login_user(user, remember=True)
    ```

    ## Use instead
    ```python
    app.config["REMEMBER_COOKIE_SECURE"] = True
    # or
    Hardened(app)  # guards every cookie
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    - [CWE-1004: Sensitive Cookie Without 'HttpOnly' Flag](https://cwe.mitre.org/data/definitions/1004.html)
    - [Flask-Login: Configuration](https://flask-login.readthedocs.io/en/latest/)
    """
    if (
        "flask_login" not in snapshot.config.extension_facts.used
        or is_on(snapshot, "cookies")
        or never_remembers(snapshot)
    ):
        return
    values = snapshot.config.values
    if not values.get("REMEMBER_COOKIE_SECURE"):
        yield Hit(
            message="The cookie that remembers a login is sent over plain HTTP too.",
            fix="Set REMEMBER_COOKIE_SECURE = True, or call Hardened(app).",
            location=Location(setting="REMEMBER_COOKIE_SECURE"),
        )
    if values.get("REMEMBER_COOKIE_HTTPONLY") is False:
        yield Hit(
            message="Scripts may read the cookie that remembers a login.",
            fix="Remove REMEMBER_COOKIE_HTTPONLY = False.",
            location=Location(setting="REMEMBER_COOKIE_HTTPONLY"),
            confidence=Confidence.HIGH,
        )
