"""FHF007: settings that turn the check for forged requests off."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import settings_in_force
from ._checked import is_checked

_SETTINGS = {
    "WTF_CSRF_ENABLED": "forms have no tokens, and nothing asks for them",
    "CSRF_ENABLED": "forms have no tokens, and nothing asks for them",
    "WTF_CSRF_CHECK_DEFAULT": "only views that call protect() are checked",
    "JWT_COOKIE_CSRF_PROTECT": "tokens in cookies are sent with other sites' requests, and believed",
    "SEASURF_DISABLE": "nothing is checked",
}


@rule(
    code="FHF007",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01", "A05"),
    asvs=("3.5.1",),
)
def switched_off_csrf(snapshot: Snapshot) -> Iterator[Hit]:
    """A setting turns the check for forged requests off.

    ## What it does
    Reports `WTF_CSRF_ENABLED`, `WTF_CSRF_CHECK_DEFAULT` and `JWT_COOKIE_CSRF_PROTECT` written as off. Configuration
    for development and tests is left alone, and so are an app that calls `protect()` itself and a default that the
    class for production replaces. Where the csrf feature of `Hardened(app)` checks requests, the first two are
    information.

    ## Why is this bad
    Another site's page sends a form to the app from the browser of somebody who is signed in. The browser adds the
    cookie, and the app changes the address of the mail, or sends the money.

    ## Example
    ```python
    app.config["WTF_CSRF_ENABLED"] = False
    ```

    ## Use instead
    ```python
    Hardened(app)  # checks where a request comes from, and its token
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [Flask-WTF: CSRF Protection](https://flask-wtf.readthedocs.io/en/stable/csrf/)
    """
    source = snapshot.source
    protects = next(source.calls("flask_wtf.CSRFProtect().protect", "?.protect"), None) is not None
    checked = is_checked(snapshot)
    for setting in settings_in_force(source, *_SETTINGS):
        key = setting.key.upper()
        off = setting.value.constant is (key == "SEASURF_DISABLE")
        if off and not (key == "WTF_CSRF_CHECK_DEFAULT" and protects):
            yield Hit(
                message=f"{key} turns the check off: {_SETTINGS[key]}.",
                fix="Remove the line; leave single views out with csrf_exempt() and a reason.",
                location=setting.location,
                severity=Severity.INFO if checked and key != "JWT_COOKIE_CSRF_PROTECT" else None,
            )
