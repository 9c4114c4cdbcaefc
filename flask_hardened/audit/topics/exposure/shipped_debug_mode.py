"""FHW014: debug mode in what is shipped."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW014",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(489, 215),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def shipped_debug_mode(snapshot: Snapshot) -> Iterator[Hit]:
    """What is shipped turns Flask's debug mode on.

    ## What it does
    Reads Dockerfiles, Compose files, Procfiles, systemd units and start scripts for `FLASK_DEBUG`,
    `FLASK_ENV=development` and `flask run --debug`. Files whose names say that they are for development or tests
    are left out.

    ## Why is this bad
    In debug mode an error shows source and local variables, and under the development server its console runs what
    is typed into it, behind a PIN that has been guessed before.

    ## Example
    ```docker
    ENV FLASK_DEBUG=1
    ```

    ## Use instead
    ```docker
    # nothing: debug mode is off, and set at your desk only
    ENV PYTHONUNBUFFERED=1
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [CWE-215: Insertion of Sensitive Information Into Debugging Code](https://cwe.mitre.org/data/definitions/215.html)
    - [Flask: Debug Mode](https://flask.palletsprojects.com/en/stable/quickstart/#debug-mode)
    """
    for each in snapshot.files.switches:
        old = each.name == "FLASK_ENV"
        yield Hit(
            message=f"{each.name} turns debug mode on where the app is shipped"
            + (", for Flask before 2.3." if old else "."),
            fix=f"Remove {each.name} there, and set it at your desk only.",
            location=each.location,
            severity=Severity.LOW if old else None,
            confidence=Confidence.LOW if each.origin == "service" else None,  # many Compose files are for a desk only
        )
