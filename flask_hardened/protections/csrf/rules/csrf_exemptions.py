"""FHF003: routes that anybody's page may send to."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._settled import settled


@rule(
    code="FHF003",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def csrf_exemptions(snapshot: Snapshot) -> Iterator[Hit]:
    """A decorator leaves a route out of the check for forged requests.

    ## What it does
    Lists the routes with `@csrf_exempt` that accept an unsafe method, each with its reason.

    ## Why is this bad
    It need not be: a webhook with a signature authenticates each request by itself. The list is there so that somebody
    reads the reasons, as a route that looks at cookies must not be on it.

    ## Example
    ```python
    @app.post("/settings")
    @csrf_exempt(reason="the mobile app has no token")
    def settings(): ...
    ```

    ## Use instead
    Clients that are no browsers need no token, and pages of others stay out:
    ```python
    @app.post("/settings")
    @csrf(mode="modern")
    def settings(): ...
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    for view in settled(snapshot):
        if view.exempt:
            yield Hit(
                message=f"The route is left out of the check for forged requests. The reason given: {view.reason}",
                fix="Make sure that each request authenticates itself, and not by a cookie; else remove @csrf_exempt.",
                location=view.route.location,
            )
