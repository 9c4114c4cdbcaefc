"""FHL009: limits that are turned off."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHL009",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(770, 307),
    owasp=("A04", "A07"),
    asvs=("2.4.1", "6.3.1"),
)
def disabled_limits(snapshot: Snapshot) -> Iterator[Hit]:
    """Every limit of Flask-Limiter is turned off.

    ## What it does
    Reports `RATELIMIT_ENABLED` set to False outside of tests, and a limiter made with `enabled=False`, in an app
    without the feature `rate_limit`.

    ## Why is this bad
    The decorators are still there, and look like a guard. Passwords can be guessed, mails sent and searches run as fast
    as the line allows.

    ## Example
    ```python
    app.config["RATELIMIT_ENABLED"] = False
    ```

    ## Use instead
    ```python
    app.config["RATELIMIT_ENABLED"] = not app.testing
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [CWE-307: Improper Restriction of Excessive Authentication Attempts](https://cwe.mitre.org/data/definitions/307.html)
    - [Flask-Limiter: Configuration](https://flask-limiter.readthedocs.io/en/stable/configuration.html)
    """
    facts = snapshot.config.extension_facts
    if is_on(snapshot, "rate_limit") or snapshot.config.testing:
        return
    told = snapshot.config.values.get("RATELIMIT_ENABLED") is False
    if told or any(not limiter.enabled for limiter in facts.limiters):
        yield Hit(
            message="Flask-Limiter is turned off, so its limits do nothing.",
            fix="Remove RATELIMIT_ENABLED = False.",
            location=Location(setting="RATELIMIT_ENABLED"),
        )
