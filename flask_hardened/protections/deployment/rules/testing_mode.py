"""FHD009: testing mode."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD009",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(489,),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def testing_mode(snapshot: Snapshot) -> Iterator[Hit]:
    """The app runs in testing mode.

    ## What it does
    Reports `TESTING`. In tests it is right; run the audit with production's configuration.

    ## Why is this bad
    Exceptions leave the app unanswered, extensions leave out checks (Flask-Login signs in whoever asks, Flask-Mail
    sends nothing), and Flask-Hardened does not take the app for production.

    ## Example
    ```python
    app.config["TESTING"] = True
    ```

    ## Use instead
    Set it in the tests' own configuration:
    ```python
    app = create_app({"TESTING": True})
    ```

    ## References
    - [Flask: TESTING](https://flask.palletsprojects.com/en/stable/config/#TESTING)
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    """
    if snapshot.config.testing:
        yield Hit(
            message="Testing mode is on: exceptions leave the app, and nothing of production is enforced.",
            fix="Set TESTING in the tests only.",
            location=Location(setting="TESTING"),
        )
