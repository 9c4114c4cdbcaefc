"""FHL001: one client may ask as often as it likes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHL001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(770, 307),
    owasp=("A04", "A07"),
    asvs=("2.4.1", "6.3.1"),
)
def unlimited_requests(snapshot: Snapshot) -> Iterator[Hit]:
    """One client may ask as often as it likes.

    ## What it does
    Reports an app without the feature `rate_limit`, unless a `Limiter` of Flask-Limiter is active on it.

    ## Why is this bad
    A script tries passwords, coupon codes or paths by the thousand, or keeps every worker busy with the one slow page.
    Only a proxy in front could stop it, and it does not know which page is slow.

    ## Example
    ```python
    Hardened(app, rate_limit=False)
    ```

    ## Use instead
    ```python
    Hardened(app, rate_limit=RateLimitOptions(default="600 per minute"))
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [OWASP Denial of Service Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html)
    """
    if "limiter" not in snapshot.config.extensions:
        yield from absent(snapshot, "rate_limit", "One client may ask as often as it likes.")
