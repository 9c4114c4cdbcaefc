"""FHA019: links to a new password that work for days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000}


@rule(
    code="FHA019",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(640,),
    owasp=("A07",),
    asvs=("6.4.3",),
)
def lasting_reset_links(snapshot: Snapshot) -> Iterator[Hit]:
    """A link to set a new password works for days.

    ## What it does
    Reports Flask-Security with `SECURITY_RECOVERABLE` and `SECURITY_RESET_PASSWORD_WITHIN` above a day; it is five days
    unless it is set.

    ## Why is this bad
    The link is the account. It lies in a mailbox, in the history of a shared browser and in the logs of mail servers,
    and whoever finds it there in time sets the password.

    ## Example
    ```python
    app.config["SECURITY_RECOVERABLE"] = True
    app.config["SECURITY_RESET_PASSWORD_WITHIN"] = "5 days"
    ```

    ## Use instead
    ```python
    app.config["SECURITY_RESET_PASSWORD_WITHIN"] = "1 hours"
    ```

    ## References
    - [CWE-640: Weak Password Recovery Mechanism for Forgotten Password](https://cwe.mitre.org/data/definitions/640.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Forgot Password Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html)
    """
    values = snapshot.config.values
    if "flask_security" not in snapshot.config.extension_facts.used:
        return

    within = values.get("SECURITY_RESET_PASSWORD_WITHIN")
    if values.get("SECURITY_RECOVERABLE") and _seconds(within) > _UNITS["day"]:
        yield Hit(
            message="A link to set a new password works for more than a day.",
            fix="Set SECURITY_RESET_PASSWORD_WITHIN to an hour.",
            location=Location(setting="SECURITY_RESET_PASSWORD_WITHIN"),
        )


def _seconds(within: object) -> float:
    """Read a duration, or words such as "5 days"; 0 for what is neither."""
    if isinstance(within, timedelta):
        return within.total_seconds()
    number, _, unit = str(within).partition(" ")
    return float(number) * _UNITS.get(unit.strip().rstrip("s"), 0) if number.isdecimal() else 0
