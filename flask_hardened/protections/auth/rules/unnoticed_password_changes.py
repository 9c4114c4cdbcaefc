"""FHA015: nobody is told of a changed password."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHA015",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(223,),
    owasp=("A07", "A09"),
    asvs=("6.3.7",),
)
def unnoticed_password_changes(snapshot: Snapshot) -> Iterator[Hit]:
    """Nobody is told that their password was changed.

    ## What it does
    Reports Flask-Security with `SECURITY_SEND_PASSWORD_CHANGE_EMAIL` or `SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL`
    turned off.

    ## Why is this bad
    Whoever takes over an account changes its password first. The mail is the one sign that its owner sees in time;
    without it they notice when it is used, or never.

    ## Example
    ```python
    app.config["SECURITY_SEND_PASSWORD_CHANGE_EMAIL"] = False
    ```

    ## Use instead
    ```python
    app.config["SECURITY_SEND_PASSWORD_CHANGE_EMAIL"] = True  # the default
    ```

    ## References
    - [CWE-223: Omission of Security-relevant Information](https://cwe.mitre.org/data/definitions/223.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    """
    values = snapshot.config.values
    if "flask_security" not in snapshot.config.extension_facts.used:
        return

    for setting in ("SECURITY_SEND_PASSWORD_CHANGE_EMAIL", "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL"):
        if values.get(setting) is False:
            yield Hit(
                message="Nobody is told that their password was changed.",
                fix=f"Remove {setting} = False.",
                location=Location(setting=setting),
            )
