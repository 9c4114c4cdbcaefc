"""FHD023: every query in the log."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD023",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(532,),
    owasp=("A09",),
    asvs=("16.2.5",),
)
def echoed_queries(snapshot: Snapshot) -> Iterator[Hit]:
    """Every query, with its values, is written into the log.

    ## What it does
    Reports `SQLALCHEMY_ECHO` outside of debug and testing mode.

    ## Why is this bad
    The values are what people typed: addresses, tokens, hashes of passwords. Logs are kept for longer, copied to more
    places and read by more people than the database.

    ## Example
    ```python
    app.config["SQLALCHEMY_ECHO"] = True
    ```

    ## Use instead
    ```python
    app.config["SQLALCHEMY_ECHO"] = app.debug
    ```

    ## References
    - [CWE-532: Insertion of Sensitive Information into Log File](https://cwe.mitre.org/data/definitions/532.html)
    - [Flask-SQLAlchemy: Configuration](https://flask-sqlalchemy.readthedocs.io/en/stable/config/)
    """
    config = snapshot.config
    if config.values.get("SQLALCHEMY_ECHO") and not config.debug and not config.testing:
        yield Hit(
            message="Every query is written into the log with its values.",
            fix="Remove SQLALCHEMY_ECHO where the app runs for others.",
            location=Location(setting="SQLALCHEMY_ECHO"),
        )
