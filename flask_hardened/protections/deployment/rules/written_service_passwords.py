"""FHD021: passwords of servers that stand in a file."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD021",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(798,),
    owasp=("A07",),
    asvs=("13.3.1",),
)
def written_service_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """The password of a database or another server does not come from the environment.

    ## What it does
    Reports addresses in the configuration that hold a password which is the value of no environment variable, so
    probably stands in a file.

    ## Why is this bad
    What stands in the source is in every copy of it: on laptops, in the history, in images and backups. Who has one of
    them has the database, and the password is never changed, because that means to deploy.

    ## Example
    ```python
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop:x7Kq...@db/shop"
    ```

    ## Use instead
    ```python
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    ```

    ## References
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    - [OWASP Secrets Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html)
    """
    for service in snapshot.config.extension_facts.services:
        if service.written_password and service.credential == "own":
            yield Hit(
                message=f"The password of the {service.kind} server comes from no environment variable.",
                fix="Read it from the environment, or from a file that only the app may read.",
                location=Location(setting=service.settings[0]),
            )
