"""FHS006: a store that is reached in clear text."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import SessionsOptions
from ._stored import store_in_use

WRONG = {
    "plain": (
        "The store is on another machine, and everything on the way there can be read and changed.",
        "Use TLS, for Redis with a rediss:// URI.",
    ),
    "unverified": (
        "The store is reached over TLS, but its certificate is not looked at, so anybody can stand in for it.",
        "Remove what turns the check off, and name your authority with ssl_ca_certs.",
    ),
}
"""Message and fix for each channel that is not safe."""


@rule(
    code="FHS006",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(319, 295),
    owasp=("A02",),
    asvs=("12.3.1", "12.3.2"),
)
def unencrypted_store(snapshot: Snapshot) -> Iterator[Hit]:
    """The store is on another machine, and the way there is not encrypted.

    ## What it does
    Reports a store on another machine without TLS, or whose certificate is not looked at. It is medium where the store
    keeps the content of sessions that is not encrypted either.

    ## Why is this bad
    Whoever is on the network between the two reads the password of the store, ends or revives sessions, and resets
    every limit. A private network makes up for it as far as everybody in it is trusted.

    ## Example
    ```python
    app.config["HARDENED_STORAGE_URI"] = "redis://store.internal:6379"
    ```

    ## Use instead
    ```python
    app.config["HARDENED_STORAGE_URI"] = "rediss://store.internal:6379"
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [CWE-295: Improper Certificate Validation](https://cwe.mitre.org/data/definitions/295.html)
    - [Redis: TLS](https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/)
    """
    store = store_in_use(snapshot)
    if store is None or store.channel not in WRONG:
        return
    options = snapshot.options(SessionsOptions)
    readable = options is not None and options.server_side and not options.encrypted
    message, fix = WRONG[store.channel]
    yield Hit(
        message=message,
        fix=fix,
        location=Location(setting="HARDENED_STORAGE_URI"),
        severity=Severity.MEDIUM if readable else None,
    )
