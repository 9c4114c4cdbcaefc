"""FHL008: each worker counts for itself."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHL008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(770, 307),
    owasp=("A04", "A07"),
    asvs=("2.4.1", "6.3.1"),
)
def counts_per_worker(snapshot: Snapshot) -> Iterator[Hit]:
    """Each worker counts requests for itself.

    ## What it does
    Reports Flask-Limiter with the storage `memory://`, its default, in an app without the feature `rate_limit`.

    ## Why is this bad
    With four workers four times as many requests pass, and a restart of one forgets what it counted. Who guesses
    passwords has as many tries more as there are workers, on every machine.

    ## Example
    ```python
    limiter = Limiter(get_remote_address, app=app)
    ```

    ## Use instead
    ```python
    limiter = Limiter(get_remote_address, app=app, storage_uri="redis://127.0.0.1:6379")
    # or
    Hardened(app, limiter=limiter)  # counts in the one store
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [CWE-307: Improper Restriction of Excessive Authentication Attempts](https://cwe.mitre.org/data/definitions/307.html)
    - [Flask-Limiter: Configuration](https://flask-limiter.readthedocs.io/en/stable/configuration.html)
    """
    if is_on(snapshot, "rate_limit") or snapshot.config.testing:
        return
    for limiter in snapshot.config.extension_facts.limiters:
        if limiter.enabled and limiter.storage in ("memory", "async+memory"):
            yield Hit(
                message="Flask-Limiter counts in the memory of each worker.",
                fix="Give it a storage that the workers share, or hand it to Hardened(app, limiter=limiter).",
                location=Location(setting="RATELIMIT_STORAGE_URI"),
            )
