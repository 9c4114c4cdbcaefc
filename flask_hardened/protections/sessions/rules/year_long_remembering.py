"""FHS015: a login is remembered for a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._remembering import never_remembers

_DEFAULT = timedelta(days=365)
_LONGEST = 90 * 24 * 60 * 60


@rule(
    code="FHS015",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(613,),
    owasp=("A07",),
    asvs=("7.3.2",),
)
def year_long_remembering(snapshot: Snapshot) -> Iterator[Hit]:
    """A login is remembered for longer than three months.

    ## What it does
    Reports Flask-Login's `REMEMBER_COOKIE_DURATION` above 90 days; it is 365 days unless it is set. Where the source
    was read and nowhere says `remember=`, nothing is remembered.

    ## Why is this bad
    Who finds the cookie in a backup, or on a device that was sold, is signed in, without a password, for as long as it
    lasts. It is signed and not kept, so signing out elsewhere does not end it.

    ## Example
    ```python
    login_user(user, remember=True)  # 365 days
    ```

    ## Use instead
    ```python
    app.config["REMEMBER_COOKIE_DURATION"] = timedelta(days=30)
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [Flask-Login: Configuration](https://flask-login.readthedocs.io/en/latest/)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    config = snapshot.config
    if "flask_login" not in config.extension_facts.used or never_remembers(snapshot):
        return
    duration = config.values.get("REMEMBER_COOKIE_DURATION", _DEFAULT)
    seconds = duration.total_seconds() if isinstance(duration, timedelta) else duration
    if isinstance(seconds, (int, float)) and seconds > _LONGEST:
        yield Hit(
            message="Flask-Login remembers a login for longer than 90 days.",
            fix="Set REMEMBER_COOKIE_DURATION to weeks.",
            location=Location(setting="REMEMBER_COOKIE_DURATION"),
        )
