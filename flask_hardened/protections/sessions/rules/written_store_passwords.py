"""FHS007: a password of the store that is written down."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._stored import store_in_use


@rule(
    code="FHS007",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    cwe=(260, 798),
    owasp=("A05", "A07"),
    asvs=("13.3.1",),
)
def written_store_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """The password of the store seems to be written in a file of the app.

    ## What it does
    Reports a store with a password that stands in no environment variable. It is shown nowhere. What reads it from a
    file of secrets is reported too, so somebody has to look.

    ## Why is this bad
    A password in the source is in every copy of the repository, in every image and in every backup, and is the same in
    development and production. It cannot be changed without a release.

    ## Example
    ```python
    app.config["HARDENED_STORAGE_URI"] = "rediss://:hunter2@store.internal:6379"
    ```

    ## Use instead
    Set it where the app runs, and read it from there:
    ```python
    app.config.from_prefixed_env()  # FLASK_HARDENED_STORAGE_URI
    ```

    ## References
    - [CWE-260: Password in Configuration File](https://cwe.mitre.org/data/definitions/260.html)
    - [OWASP Secrets Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html)
    """
    store = store_in_use(snapshot)
    if store is not None and store.written_password:
        yield Hit(
            message=f"The password of the {store.scheme}:// store comes from no environment variable.",
            fix="Read it from the environment or a file of secrets, and change it if it was ever committed.",
            location=Location(setting="HARDENED_STORAGE_URI"),
        )
