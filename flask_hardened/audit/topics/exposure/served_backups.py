"""FHW003: backups that anybody can download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW003",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(530, 538),
    owasp=("A05",),
    asvs=("13.4.7",),
)
def served_backups(snapshot: Snapshot) -> Iterator[Hit]:
    """A static folder holds a backup, an editor's copy or a database dump.

    ## What it does
    Looks in the static folders for names such as `*.bak`, `*.old`, `*~`, `*.swp`, `*.sql`, `*.dump` and archives
    called backup or dump.

    ## Why is this bad
    A copy of a file is sent as text where the original would have been run, and a dump is all data at once.
    Scanners try `backup.zip`, `dump.sql` and `config.py.bak` on every server.

    ## Example
    ```text
    app/static/dump.sql
    app/static/config.py~
    ```

    ## Use instead
    ```text
    app/static/app.css
    /var/backups/app/dump.sql
    ```

    ## References
    - [CWE-530: Exposure of Backup File to an Unauthorized Control Sphere](https://cwe.mitre.org/data/definitions/530.html)
    - [CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory](https://cwe.mitre.org/data/definitions/538.html)
    """
    for each in snapshot.files.served:
        if each.kind in {"backup", "dump"}:
            what = "a database dump" if each.kind == "dump" else "a backup or an editor's copy"
            yield Hit(
                message=f"A static folder holds {what}, which anybody can download.",
                fix="Move it out of the static folder; treat passwords and personal data in it as published.",
                location=each.location,
            )
