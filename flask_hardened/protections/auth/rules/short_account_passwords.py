"""FHA016: Flask-Security takes short passwords."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_SHORTEST = 8


@rule(
    code="FHA016",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(521,),
    owasp=("A07",),
    asvs=("6.2.1",),
)
def short_account_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Security takes passwords of less than eight characters.

    ## What it does
    Reports `SECURITY_PASSWORD_LENGTH_MIN` below 8.

    ## Why is this bad
    Every password of six letters is tried in seconds once the table has leaked, and the usual ones among them in an
    afternoon on the login page. Length is what guessing costs.

    ## Example
    ```python
    app.config["SECURITY_PASSWORD_LENGTH_MIN"] = 6
    ```

    ## Use instead
    ```python
    app.config["SECURITY_PASSWORD_LENGTH_MIN"] = 12
    ```

    ## References
    - [CWE-521: Weak Password Requirements](https://cwe.mitre.org/data/definitions/521.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    """
    values = snapshot.config.values
    if "flask_security" not in snapshot.config.extension_facts.used:
        return

    length = values.get("SECURITY_PASSWORD_LENGTH_MIN")
    if isinstance(length, int) and length < _SHORTEST:
        yield Hit(
            message="Flask-Security takes passwords of less than eight characters.",
            fix="Set SECURITY_PASSWORD_LENGTH_MIN to 8 or more.",
            location=Location(setting="SECURITY_PASSWORD_LENGTH_MIN"),
        )
