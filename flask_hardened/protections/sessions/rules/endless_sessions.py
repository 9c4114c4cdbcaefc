"""FHS001: sessions that nothing ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

FLASK = "flask.sessions.SecureCookieSessionInterface"


@rule(
    code="FHS001",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(613, 384),
    owasp=("A07",),
    asvs=("7.3.1", "7.3.2", "7.4.1"),
)
def endless_sessions(snapshot: Snapshot) -> Iterator[Hit]:
    """Nothing ends a session but the browser that holds its cookie.

    ## What it does
    Reports an app without the feature `sessions` that has a secret key, so that it can have sessions. Where another
    session interface keeps them, somebody has to look at what it does; Flask-Session is not meant.

    ## Why is this bad
    Flask's session is a signed cookie: signing out deletes one copy of it, and every other copy works on. A stolen one
    cannot be ended, not even by a new password.

    ## Example
    ```python
    Hardened(app, sessions=False)
    ```

    ## Use instead
    ```python
    Hardened(app)  # 30 minutes without use, 12 hours in all, and at once on every worker when somebody signs out
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    config = snapshot.config
    if config.secret_key.length == 0:
        return
    if "flask_session" in config.extension_facts.used:
        return  # it keeps them on the server, where signing out ends them
    for hit in absent(snapshot, "sessions", "A copy of a session's cookie works on after signing out."):
        yield hit if config.session_interface == FLASK else replace(hit, confidence=Confidence.LOW)
