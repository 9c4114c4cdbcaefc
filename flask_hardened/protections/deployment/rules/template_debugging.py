"""FHD025: templates that are looked for again and again."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD025",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(489,),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def template_debugging(snapshot: Snapshot) -> Iterator[Hit]:
    """A setting for the development of templates is on.

    ## What it does
    Reports `EXPLAIN_TEMPLATE_LOADING`, and `TEMPLATES_AUTO_RELOAD`, outside of debug and testing mode.

    ## Why is this bad
    The first writes where every template was looked for into the log, with paths of the server. The second asks the
    disk on each page, and runs a template the moment somebody can write one.

    ## Example
    ```python
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    ```

    ## Use instead
    ```python
    app.config["TEMPLATES_AUTO_RELOAD"] = app.debug
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [Flask: Configuration Handling](https://flask.palletsprojects.com/en/stable/config/)
    """
    config = snapshot.config
    for setting in ("EXPLAIN_TEMPLATE_LOADING", "TEMPLATES_AUTO_RELOAD"):
        if config.values.get(setting) and not config.debug and not config.testing:
            yield Hit(
                message=f"{setting} is on outside of debug mode.",
                fix=f"Remove {setting}, or tie it to the debug mode.",
                location=Location(setting=setting),
            )
