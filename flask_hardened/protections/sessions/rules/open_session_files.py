"""FHS010: sessions in files that others reach."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHS010",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(276,),
    owasp=("A01", "A05"),
    asvs=("13.3.1",),
)
def open_session_files(snapshot: Snapshot) -> Iterator[Hit]:
    """Others on the machine, or visitors, reach the files that hold the sessions.

    ## What it does
    Reports Flask-Session with `SESSION_TYPE = "filesystem"` where `SESSION_FILE_MODE` lets the group or everybody in,
    the folder can be written by everybody, or it lies in the static folder.

    ## Why is this bad
    Whoever reads a session file is signed in as its owner, or knows what the app keeps about them. Whoever can write
    one makes a session of an administrator; where the files are pickles, reading it back runs their code.

    ## Example
    ```python
    app.config["SESSION_TYPE"] = "filesystem"
    app.config["SESSION_FILE_DIR"] = "/tmp"
    app.config["SESSION_FILE_MODE"] = 0o644
    ```

    ## Use instead
    ```python
    app.config["SESSION_FILE_DIR"] = "/var/lib/shop/sessions"  # of the app's own user, mode 0700
    # or, without files:
    Hardened(app)  # sessions in the one store
    ```

    ## References
    - [CWE-276: Incorrect Default Permissions](https://cwe.mitre.org/data/definitions/276.html)
    - [Flask-Session: Configuration](https://flask-session.readthedocs.io/en/latest/config.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    facts = snapshot.config.extension_facts
    if "flask_session" in facts.used and facts.open_session_files:
        yield Hit(
            message="Flask-Session keeps sessions in files that others reach.",
            fix="Give the sessions a folder of their own with mode 0700, outside of the static folder.",
            location=Location(setting="SESSION_FILE_DIR"),
        )
