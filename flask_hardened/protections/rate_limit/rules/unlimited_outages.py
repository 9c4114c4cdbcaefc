"""FHL011: no limit while the storage is away."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHL011",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(755, 770),
    owasp=("A04",),
    asvs=("2.4.1",),
)
def unlimited_outages(snapshot: Snapshot) -> Iterator[Hit]:
    """While its storage is away, Flask-Limiter counts nothing.

    ## What it does
    Reports a limiter that swallows errors and has no fallback in memory, in an app without the feature `rate_limit`.

    ## Why is this bad
    Who overloads the storage, or waits until it restarts, guesses passwords without any limit. Nothing shows it but a
    line in the log.

    ## Example
    ```python
    limiter = Limiter(get_remote_address, app=app, storage_uri=uri, swallow_errors=True)
    ```

    ## Use instead
    ```python
    limiter = Limiter(
        get_remote_address, app=app, storage_uri=uri, swallow_errors=True,
        in_memory_fallback=["10 per minute"],
    )
    ```

    ## References
    - [CWE-755: Improper Handling of Exceptional Conditions](https://cwe.mitre.org/data/definitions/755.html)
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [Flask-Limiter: Configuration](https://flask-limiter.readthedocs.io/en/stable/configuration.html)
    """
    if is_on(snapshot, "rate_limit"):
        return
    for limiter in snapshot.config.extension_facts.limiters:
        if limiter.enabled and limiter.swallows_errors and not limiter.has_fallback:
            yield Hit(
                message="Flask-Limiter lets everything pass while its storage is away.",
                fix="Give it in_memory_fallback, or in_memory_fallback_enabled=True.",
                location=Location(setting="RATELIMIT_SWALLOW_ERRORS"),
            )
