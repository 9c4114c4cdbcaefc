"""FHA014: accounts under other people's addresses."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHA014",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(287,),
    owasp=("A07",),
    asvs=("6.4.1",),
)
def unconfirmed_accounts(snapshot: Snapshot) -> Iterator[Hit]:
    """Anybody may register with somebody else's mail address.

    ## What it does
    Reports Flask-Security with `SECURITY_REGISTERABLE`, and without `SECURITY_CONFIRMABLE`.

    ## Why is this bad
    Whoever registers your address first owns the account that you later sign in to by another way, or that is trusted
    because of the address. And nothing keeps a program from registering a million of them.

    ## Example
    ```python
    app.config["SECURITY_REGISTERABLE"] = True
    ```

    ## Use instead
    ```python
    app.config["SECURITY_REGISTERABLE"] = True
    app.config["SECURITY_CONFIRMABLE"] = True
    ```

    ## References
    - [CWE-287: Improper Authentication](https://cwe.mitre.org/data/definitions/287.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    """
    values = snapshot.config.values
    if "flask_security" not in snapshot.config.extension_facts.used:
        return

    if values.get("SECURITY_REGISTERABLE") and not values.get("SECURITY_CONFIRMABLE"):
        yield Hit(
            message="Anybody may register with an address that is not theirs, because nothing confirms it.",
            fix="Set SECURITY_CONFIRMABLE = True.",
            location=Location(setting="SECURITY_CONFIRMABLE"),
        )
