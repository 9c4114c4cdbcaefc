"""FHS005: a store that each worker has for itself."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._stored import store_in_use


@rule(
    code="FHS005",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(613, 799),
    owasp=("A04", "A07"),
    asvs=("7.4.1",),
)
def unshared_store(snapshot: Snapshot) -> Iterator[Hit]:
    """Each worker has a store of its own, so none knows what another one ended or counted.

    ## What it does
    Reports `memory://` as the store, or the feature `storage` turned off, outside debug and testing mode.

    ## Why is this bad
    A session that was ended by one worker goes on at the next, and after a restart at all of them; a limit of ten is
    one of ten times the number of workers.

    ## Example
    ```python
    app.config["HARDENED_STORAGE_URI"] = "memory://"
    Hardened(app)
    ```

    ## Use instead
    On one machine the default file will do; for several take a server, such as `rediss://`:
    ```python
    app.config["HARDENED_STORAGE_URI"] = "sqlite:///hardened.db"
    Hardened(app)
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [CWE-799: Improper Control of Interaction Frequency](https://cwe.mitre.org/data/definitions/799.html)
    """
    store = store_in_use(snapshot)
    if store is not None and not store.shared and snapshot.hardening.in_production:
        yield Hit(
            message="Each worker has a store in its memory, and knows nothing of what another one ended or counted.",
            fix="Remove it, which keeps them in a file for all workers, or name a server.",
            location=Location(setting="HARDENED_STORAGE_URI"),
        )
