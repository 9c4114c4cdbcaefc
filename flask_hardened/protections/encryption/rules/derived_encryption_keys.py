"""FHN001: encrypted columns whose key is SECRET_KEY."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import EncryptionOptions


@rule(
    code="FHN001",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(323,),
    owasp=("A02",),
    asvs=("11.1.1", "13.3.1"),
)
def derived_encryption_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """Encrypted columns depend on `SECRET_KEY`: when it is gone, so is their content.

    ## What it does
    Reports columns of the types `EncryptedString` and `EncryptedJSON` that take their keys from the app, while the app
    has no `keys` for encryption.

    ## Why is this bad
    `SECRET_KEY` is made to be replaced at any time, and sign-ins are all that should be lost. With these columns a
    replaced key that is not kept in `SECRET_KEY_FALLBACKS` makes data unreadable for ever, and a leaked one opens both.

    ## Example
    ```python
    phone = mapped_column(EncryptedString("users.phone"))
    Hardened(app)
    ```

    ## Use instead
    ```python
    Hardened(app, encryption=EncryptionOptions(keys=os.environ["ENCRYPTION_KEYS"].split(",")))
    ```

    ## References
    - [CWE-323: Reusing a Nonce, Key Pair in Encryption](https://cwe.mitre.org/data/definitions/323.html)
    - [OWASP Cryptographic Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html)
    """
    options = snapshot.options(EncryptionOptions)
    plan = snapshot.default_plan
    columns = plan.room.get("encryption", ()) if plan is not None else ()
    if options is not None and columns and not options.keys:
        yield Hit(
            message=f"{len(columns)} encrypted columns depend on SECRET_KEY: {', '.join(columns[:5])}.",
            fix="Give EncryptionOptions.keys while there is little to encrypt anew; see the how-to page on encryption.",
            location=setting_of("encryption", "keys"),
        )
