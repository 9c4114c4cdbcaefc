"""FHD014: settings of a developer's machine that production would run with."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.naming import environment_default
from ....audit.source.placing import settings_in_force
from ._runs import SWITCHED_ON

_SETTINGS = {
    "DEBUG": (Severity.HIGH, "errors show source and data"),
    "TESTING": (Severity.MEDIUM, "errors are not handled, and extensions turn checks off"),
    "PROPAGATE_EXCEPTIONS": (Severity.LOW, "errors reach the server, which may show them"),
    "EXPLAIN_TEMPLATE_LOADING": (Severity.LOW, "the log fills with paths"),
    "DEBUG_TB_ENABLED": (Severity.MEDIUM, "the debug toolbar shows the configuration"),
}


@rule(
    code="FHD014",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(489, 215),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def written_debug_settings(snapshot: Snapshot) -> Iterator[Hit]:
    """Debug or testing mode is written into the configuration.

    ## What it does
    Reports `DEBUG`, `TESTING`, `PROPAGATE_EXCEPTIONS` and `DEBUG_TB_ENABLED` written as on, `app.debug = True`, and
    the like as the default of an environment variable.
    Classes, files and conditions that are called development, test or the like are left alone, and so is a default that
    the class for production replaces.

    ## Why is this bad
    What is written is what runs where nobody thought of it. An error then shows the source, local variables and the
    configuration, and with `TESTING` the check for forged requests and the sending of mails may be off.

    ## Example
    ```python
    class Config:
        DEBUG = True
    ```

    ## Use instead
    ```python
    class Config:
        DEBUG = False


    class DevelopmentConfig(Config):
        DEBUG = True
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [Flask: Configuration Handling](https://flask.palletsprojects.com/en/stable/config/#DEBUG)
    """
    for setting in settings_in_force(snapshot.source, *_SETTINGS):
        if setting.value.constant is True or environment_default(setting.value.node) in SWITCHED_ON:
            key = setting.key.upper()
            severity, what = _SETTINGS[key]
            yield Hit(
                message=f"{key} is on: {what}.",
                fix="Remove it; set it in the environment of your desk.",
                location=setting.location,
                severity=severity,
            )
