"""FHD024: the debug toolbar on every page."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD024",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(489, 200),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def debug_toolbar(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-DebugToolbar is on outside of debug mode.

    ## What it does
    Reports a toolbar that is set up with `DEBUG_TB_ENABLED` while the app is not in debug mode.

    ## Why is this bad
    Each page then carries the configuration with its keys, the variables of the request and the queries, for every
    visitor. With the key anybody signs a session of their own.

    ## Example
    ```python
    app.config["DEBUG_TB_ENABLED"] = True
    DebugToolbarExtension(app)
    ```

    ## Use instead
    ```python
    DebugToolbarExtension(app)  # on in debug mode only
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [CWE-200: Exposure of Sensitive Information to an Unauthorized Actor](https://cwe.mitre.org/data/definitions/200.html)
    - [Flask-DebugToolbar](https://flask-debugtoolbar.readthedocs.io/en/latest/)
    """
    config = snapshot.config
    used = "flask_debugtoolbar" in config.extension_facts.used
    if used and config.values.get("DEBUG_TB_ENABLED") and not config.debug:
        yield Hit(
            message="Flask-DebugToolbar shows the configuration and the queries to every visitor.",
            fix="Remove DEBUG_TB_ENABLED, so that it follows the debug mode.",
            location=Location(setting="DEBUG_TB_ENABLED"),
        )
