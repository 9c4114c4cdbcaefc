"""FHF006: tokens that nobody checks."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CsrfOptions


@rule(
    code="FHF006",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def unchecked_tokens(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-WTF's switch for tests is left on, so no form's token is checked.

    ## What it does
    Reports `WTF_CSRF_ENABLED` set to False in an app with the feature `csrf`; production refuses to start so.

    ## Why is this bad
    The setting is meant for tests, and silently holds for everything that reads it: Flask-WTF's forms accept any token,
    and the check here is left with what browsers say of their origin.

    ## Example
    ```python
    app.config["WTF_CSRF_ENABLED"] = False
    ```

    ## Use instead
    Set it in the tests only:
    ```python
    def test_settings(app):
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [Flask-WTF: Configuration](https://flask-wtf.readthedocs.io/en/1.2.x/config/)
    """
    if snapshot.options(CsrfOptions) is not None and snapshot.config.values.get("WTF_CSRF_ENABLED") is False:
        yield Hit(
            message="No form's token is checked.",
            fix="Remove it from the configuration, and set it in the tests only.",
            location=Location(setting="WTF_CSRF_ENABLED"),
        )
