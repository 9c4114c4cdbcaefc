"""FHL004: routes, paths and clients that are not counted."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import RateLimitOptions
from ._own_limits import exemption


@rule(
    code="FHL004",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(770,),
    owasp=("A04",),
    asvs=("2.4.1",),
)
def limit_exemptions(snapshot: Snapshot) -> Iterator[Hit]:
    """Some requests are not counted at all.

    ## What it does
    Lists the routes with `@limit_exempt` that have no limit of their own, each with its reason, and the paths and the
    clients that the options leave out. A network of every address is reported as medium.

    ## Why is this bad
    It need not be: monitoring and signed webhooks ask often. The list is there so that somebody sees whether a slow or
    guessable page is on it.

    ## Example
    ```python
    @app.get("/report")
    @limit_exempt(reason="finance asks often")
    def report(): ...
    ```

    ## Use instead
    Give it a limit of its own instead:
    ```python
    @app.get("/report")
    @limit("30 per minute", override_default=True)
    def report(): ...
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [OWASP Denial of Service Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html)
    """
    options = snapshot.options(RateLimitOptions)
    if options is None:
        return
    for path in options.exempt_paths:
        location = setting_of("rate_limit", "exempt_paths")
        yield Hit(
            message=f"Requests for {path} are not counted.", fix="Make sure that they cost little.", location=location
        )
    for client in options.exempt_clients:
        yield Hit(
            message=f"Requests of {client} are not counted.",
            fix="Make sure that nobody else can have such an address.",
            location=setting_of("rate_limit", "exempt_clients"),
            severity=Severity.MEDIUM if client.endswith("/0") else None,
        )
    for route in snapshot.routes:
        exempt = exemption(route)
        if exempt is not None:
            reason = exempt.reason.strip()
            yield Hit(
                message=f"The route has no limit. {f'The reason given: {reason}' if reason else 'No reason is given.'}",
                fix="Give it a @limit of its own, unless it costs little and nothing can be guessed there.",
                location=route.location,
            )
