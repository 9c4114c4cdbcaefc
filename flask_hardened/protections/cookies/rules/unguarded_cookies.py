"""FHK001: cookies without a floor."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHK001",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614, 1004, 1275),
    owasp=("A05",),
    asvs=("3.3.1", "3.3.2", "3.3.3", "3.3.4"),
)
def unguarded_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """Cookies have the attributes that somebody thought of, and no others.

    ## What it does
    Reports an app without the feature `cookies`, and what its session cookie lacks by configuration.

    ## Why is this bad
    Without `Secure` a cookie travels over plain HTTP as soon as somebody makes the browser ask for it there; without
    `HttpOnly` an injected script reads it; without `SameSite` other sites' forms are sent with it; without the prefix
    `__Host-` a subdomain can plant one. One forgotten argument of `set_cookie` is enough.

    ## Example
    ```python
    response.set_cookie("remember", token)
    ```

    ## Use instead
    ```python
    Hardened(app)  # Secure, HttpOnly and SameSite=Lax on every cookie
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    values, talismans = snapshot.config.values, snapshot.config.extension_facts.talismans
    # Flask-Talisman sets it with the first request
    secure = values.get("SESSION_COOKIE_SECURE") or any(talisman.secure_session for talisman in talismans)
    lacking = [
        word
        for word, there in (
            ("Secure", secure),
            ("HttpOnly", values.get("SESSION_COOKIE_HTTPONLY")),
            ("SameSite", values.get("SESSION_COOKIE_SAMESITE") in ("Lax", "Strict")),
        )
        if not there
    ]
    session = f" The session cookie has no {', no '.join(lacking)}." if lacking else ""
    yield from absent(snapshot, "cookies", f"Nothing sees to the attributes of cookies.{session}")
