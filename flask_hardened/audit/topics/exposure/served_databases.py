"""FHW004: databases that anybody can download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW004",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(219, 538),
    owasp=("A05", "A01"),
    asvs=("13.4.7",),
)
def served_databases(snapshot: Snapshot) -> Iterator[Hit]:
    """A static folder holds a SQLite database.

    ## What it does
    Reads the first bytes of files in the static folders that may be databases, and reports those that are SQLite's.

    ## Why is this bad
    One request for the file gives an attacker every table: users, hashes of passwords, sessions, and what was
    deleted but not yet overwritten.

    ## Example
    ```text
    app/static/app.db
    ```

    ## Use instead
    ```text
    instance/app.db
    ```

    ## References
    - [CWE-219: Storage of File with Sensitive Data Under Web Root](https://cwe.mitre.org/data/definitions/219.html)
    - [Flask: Instance Folders](https://flask.palletsprojects.com/en/stable/config/#instance-folders)
    """
    for each in snapshot.files.served:
        if each.kind == "database":
            yield Hit(
                message="A static folder holds a SQLite database, which anybody can download.",
                fix="Move it to the instance folder, and treat what it holds as published.",
                location=each.location,
            )
