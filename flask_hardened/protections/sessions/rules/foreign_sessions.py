"""FHS002: sessions that another interface keeps."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import SessionsOptions

KNOWN = ("flask.sessions.SecureCookieSessionInterface", "flask_hardened.protections.sessions.", "flask_session.")
"""Flask's own, whose place is taken when the app starts, ours, and Flask-Session's, which ours then stands before."""
OLD = "flask_session.sessions."
"""Where Flask-Session had its interfaces before 0.8: they cannot give a session another id."""


@rule(
    code="FHS002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(613,),
    owasp=("A07",),
    asvs=("7.3.1", "7.3.2", "7.4.1"),
)
def foreign_sessions(snapshot: Snapshot) -> Iterator[Hit]:
    """Another interface keeps the sessions, so their lifetimes and their end are up to it.

    ## What it does
    Reports a session interface of the app, or of another extension, while the feature `sessions` is on. Flask-Session's
    count from 0.8 on as ours: their sessions end as all others do.

    ## Why is this bad
    The options of the feature have no effect then: no idle lifetime, no new id at sign-in, and `end_session()` ends
    nothing. It looks as if they held.

    ## Example
    ```python
    app.session_interface = OwnInterface()
    Hardened(app)
    ```

    ## Use instead
    Sessions can be kept on the server without it:
    ```python
    Hardened(app, sessions=SessionsOptions(server_side=True))
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    interface = snapshot.config.session_interface
    known = not interface or (interface.startswith(KNOWN) and not interface.startswith(OLD))
    if snapshot.options(SessionsOptions) is not None and not known:
        yield Hit(
            message=f"The sessions are kept by {interface}, so HARDENED_SESSIONS_* have no effect.",
            fix="Remove it and set HARDENED_SESSIONS_SERVER_SIDE, or say Hardened(app, sessions=False).",
            location=Location(setting="app.session_interface"),
        )
