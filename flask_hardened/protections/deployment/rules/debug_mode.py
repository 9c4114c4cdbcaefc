"""FHD002: debug mode."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD002",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(489, 215),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def debug_mode(snapshot: Snapshot) -> Iterator[Hit]:
    """The app runs in debug mode.

    ## What it does
    Reports an app whose debug flag is on: by `FLASK_DEBUG`, `--debug`, the key `DEBUG` or `app.debug`. Run the audit
    with production's configuration; while developing the flag is right.

    ## Why is this bad
    An error shows the source, local variables and the configuration around it, and the development server's console
    runs what is typed into it, behind a PIN that has been guessed before.

    ## Example
    ```python
    app.run(host="0.0.0.0", debug=True)
    ```

    ## Use instead
    ```shell
    flask run --debug      # at your desk
    gunicorn "app:create_app()"
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [Flask: Debug Mode](https://flask.palletsprojects.com/en/stable/quickstart/#debug-mode)
    """
    if snapshot.config.debug:
        yield Hit(
            message="Debug mode is on: errors show source and data.",
            fix="Unset FLASK_DEBUG and app.debug where the app is served.",
            location=Location(setting="DEBUG"),
        )
