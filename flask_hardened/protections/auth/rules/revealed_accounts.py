"""FHA017: Flask-Security tells who has an account."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHA017",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(204,),
    owasp=("A07",),
    asvs=("6.3.8",),
)
def revealed_accounts(snapshot: Snapshot) -> Iterator[Hit]:
    """The answers of Flask-Security tell who has an account.

    ## What it does
    Reports `SECURITY_RETURN_GENERIC_RESPONSES`, which is off unless it is set, where people sign in with a password,
    may register or recover one.

    ## Why is this bad
    The answer to a wrong address differs from that to a wrong password. Somebody with a list of addresses learns which
    of them have an account here, and tries the leaked passwords of only these.

    ## Example
    ```python
    app.config["SECURITY_RECOVERABLE"] = True
    ```

    ## Use instead
    ```python
    app.config["SECURITY_RETURN_GENERIC_RESPONSES"] = True
    ```

    ## References
    - [CWE-204: Observable Response Discrepancy](https://cwe.mitre.org/data/definitions/204.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    """
    values = snapshot.config.values
    if "flask_security" not in snapshot.config.extension_facts.used:
        return

    if not values.get("SECURITY_RETURN_GENERIC_RESPONSES"):
        yield Hit(
            message="The answers to a wrong address and to a wrong password differ.",
            fix="Set SECURITY_RETURN_GENERIC_RESPONSES = True.",
            location=Location(setting="SECURITY_RETURN_GENERIC_RESPONSES"),
        )
