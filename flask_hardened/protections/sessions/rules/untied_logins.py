"""FHS013: logins that nothing ties to a client."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHS013",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(384,),
    owasp=("A07",),
    asvs=("7.2.4",),
)
def untied_logins(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Login takes a session from any client.

    ## What it does
    Reports Flask-Login's `session_protection`, or `SESSION_PROTECTION`, set to something else than `"basic"` or
    `"strict"`.

    ## Why is this bad
    With it a session that comes back from another address and browser is no longer fresh, or ends. Without it a stolen
    cookie works everywhere, and even what asks for a fresh login lets its thief in.

    ## Example
    ```python
    login_manager.session_protection = None
    ```

    ## Use instead
    ```python
    login_manager.session_protection = "strict"
    ```

    ## References
    - [CWE-384: Session Fixation](https://cwe.mitre.org/data/definitions/384.html)
    - [Flask-Login: Configuration](https://flask-login.readthedocs.io/en/latest/)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    facts = snapshot.config.extension_facts
    if "flask_login" in facts.used and not facts.login_protection and not is_on(snapshot, "sessions"):
        yield Hit(
            message="Flask-Login ties a session to no client.",
            fix='Leave session_protection at "basic", or set it to "strict".',
            location=Location(setting="SESSION_PROTECTION"),
        )
