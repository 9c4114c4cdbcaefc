"""FHS012: sessions that live for a month and more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_MONTH = 31 * 24 * 60 * 60


@rule(
    code="FHS012",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(613,),
    owasp=("A07",),
    asvs=("7.3.1", "7.3.2"),
)
def month_long_sessions(snapshot: Snapshot) -> Iterator[Hit]:
    """Server-side sessions live for a month, or for longer.

    ## What it does
    Reports Flask-Session with lasting sessions (`SESSION_PERMANENT`, its default) and a `PERMANENT_SESSION_LIFETIME` of
    31 days, Flask's default, or more. Each request begins the time anew.

    ## Why is this bad
    A session on a shared or lost device stays signed in for all of that time, and a stolen cookie works as long as its
    thief uses it: nothing ever ends a session that is in use.

    ## Example
    ```python
    app.config["SESSION_TYPE"] = "redis"  # 31 days, renewed by each request
    ```

    ## Use instead
    ```python
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=12)
    # or
    Hardened(app)  # 30 minutes idle, 12 hours in all
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    config = snapshot.config
    if "flask_session" not in config.extension_facts.used or is_on(snapshot, "sessions"):
        return
    lifetime = config.values.get("PERMANENT_SESSION_LIFETIME")
    seconds = lifetime.total_seconds() if isinstance(lifetime, timedelta) else lifetime
    if config.values.get("SESSION_PERMANENT", True) and isinstance(seconds, (int, float)) and seconds >= _MONTH:
        yield Hit(
            message="Sessions live for a month or longer, and each request begins the time anew.",
            fix="Set PERMANENT_SESSION_LIFETIME to hours, or keep the sessions with Hardened(app).",
            location=Location(setting="PERMANENT_SESSION_LIFETIME"),
        )
