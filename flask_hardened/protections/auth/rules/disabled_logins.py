"""FHA018: logins that are turned off."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHA018",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(306,),
    owasp=("A01", "A07"),
    asvs=("8.3.1", "13.4.2"),
)
def disabled_logins(snapshot: Snapshot) -> Iterator[Hit]:
    """Everything that demands a login is open.

    ## What it does
    Reports Flask-Login's `LOGIN_DISABLED` outside of testing mode.

    ## Why is this bad
    The setting is for tests: with it, `@login_required` lets everybody in. It is easily left behind in a file of
    settings that production reads too.

    ## Example
    ```python
    app.config["LOGIN_DISABLED"] = True
    ```

    ## Use instead
    ```python
    app.config["LOGIN_DISABLED"] = app.testing
    ```

    ## References
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [Flask-Login: Configuring your Application](https://flask-login.readthedocs.io/en/latest/)
    """
    config = snapshot.config
    if "flask_login" in config.extension_facts.used and config.values.get("LOGIN_DISABLED") and not config.testing:
        yield Hit(
            message="LOGIN_DISABLED is set, so @login_required lets everybody in.",
            fix="Remove LOGIN_DISABLED; keep it for tests.",
            location=Location(setting="LOGIN_DISABLED"),
        )
