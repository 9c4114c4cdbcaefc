"""FHF002: a check that only logs."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CsrfOptions
from ._settled import settled


@rule(
    code="FHF002",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def unenforced_csrf(snapshot: Snapshot) -> Iterator[Hit]:
    """Forged requests are logged, and let in.

    ## What it does
    Reports `enforce=False`, for the app or on a route.

    ## Why is this bad
    The log tells of an attack that has succeeded. That is right for the first days of an old app, to find the forms
    without a token, and is forgotten after them.

    ## Example
    ```python
    Hardened(app, csrf=CsrfOptions(enforce=False))
    ```

    ## Use instead
    Enforce it, and leave only what is not ready yet:
    ```python
    @app.post("/old-form")
    @csrf(enforce=False)
    def old_form(): ...
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    options = snapshot.options(CsrfOptions)
    if options is not None and not options.enforce:
        yield Hit(
            message="Requests that other sites make a browser send are logged, and let in.",
            fix="Deal with what the log says, then remove the option.",
            location=setting_of("csrf", "enforce"),
        )
        return
    for view in settled(snapshot):
        if view.enforce is False and not view.exempt:
            yield Hit(
                message="Requests that other sites make a browser send to this route are logged, and let in.",
                fix="Remove enforce=False from its decorator.",
                location=view.route.location,
            )
