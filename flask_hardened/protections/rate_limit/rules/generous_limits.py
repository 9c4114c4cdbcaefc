"""FHL002: a default limit that stops nobody."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..grammar import windows_of
from ..options import RateLimitOptions

MOST = 100
"""Requests per second: ten times the default of the preset `web`."""


@rule(
    code="FHL002",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(770,),
    owasp=("A04",),
    asvs=("2.4.1",),
)
def generous_limits(snapshot: Snapshot) -> Iterator[Hit]:
    """The default limit is so high that it stops nobody, or there is none.

    ## What it does
    Reports `default=None`, and a default that lets one client ask more than 100 times a second, whatever the window.

    ## Why is this bad
    At such a rate one client alone keeps all workers of a usual app busy. What no route answers is counted by the
    default only, so scanning for paths is free too.

    ## Example
    ```python
    Hardened(app, rate_limit=RateLimitOptions(default="100000 per minute"))
    ```

    ## Use instead
    Keep a default that fits people, and name the machines that need more:
    ```python
    Hardened(app, rate_limit=RateLimitOptions(exempt_clients=["192.0.2.0/28"]))
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [OWASP Denial of Service Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html)
    """
    options = snapshot.options(RateLimitOptions)
    if options is None:
        return
    location = setting_of("rate_limit", "default")
    if options.default is None:
        yield Hit(
            message="There is no default limit: only routes with @limit are counted.",
            fix='Give one, such as "600 per minute".',
            location=location,
        )
    elif min(window.amount / window.seconds for window in windows_of(options.default).windows) > MOST:
        yield Hit(
            message=f"One client may ask more than {MOST} times a second.",
            fix='Give a lower one, such as "600 per minute", and name the clients that need more in exempt_clients.',
            location=location,
        )
