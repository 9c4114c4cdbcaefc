"""FHL003: limits that end when the store is down."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import RateLimitOptions
from ._own_limits import own_limits


@rule(
    code="FHL003",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(636, 770),
    owasp=("A04",),
    asvs=("16.5.3",),
)
def uncounted_outages(snapshot: Snapshot) -> Iterator[Hit]:
    """While the store is down nothing is counted.

    ## What it does
    Reports `when_down="allow"`, for the app or on a `@limit`.

    ## Why is this bad
    Whoever can overload the store, or waits for its maintenance, then tries passwords without a limit; nobody notices,
    as the app works.

    ## Example
    ```python
    Hardened(app, rate_limit=RateLimitOptions(when_down="allow"))
    ```

    ## Use instead
    ```python
    Hardened(app)  # "local": each worker counts for itself until the store is back
    ```

    ## References
    - [CWE-636: Not Failing Securely ('Failing Open')](https://cwe.mitre.org/data/definitions/636.html)
    """
    options = snapshot.options(RateLimitOptions)
    if options is None:
        return
    message = "While the store is down nothing is counted."
    if options.when_down == "allow":
        fix = 'Remove the option: "local" lets each worker count for itself.'
        yield Hit(message=message, fix=fix, location=setting_of("rate_limit", "when_down"))
    for route in snapshot.routes:
        if any(limit.when_down == "allow" for limit in own_limits(route)):
            yield Hit(message=message, fix='Remove when_down="allow" from its @limit.', location=route.location)
