"""FHN002: rotations that were not finished."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import EncryptionOptions

MOST = 3


@rule(
    code="FHN002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(324,),
    owasp=("A02",),
    asvs=("11.1.1", "13.3.4"),
)
def lingering_encryption_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """More than three keys can decrypt: old ones were not retired.

    ## What it does
    Reports more than three `keys`.

    ## Why is this bad
    A key is replaced because it may be known, or because it is old. As long as rows are not encrypted anew, whoever has
    the old key can read them, and every reader has to try each key in turn.

    ## Example
    ```python
    Hardened(app, encryption=EncryptionOptions(keys=[newest, newer, older, oldest]))
    ```

    ## Use instead
    Encrypt the rows anew, as the how-to page on encryption shows, and remove the old keys:
    ```python
    Hardened(app, encryption=EncryptionOptions(keys=[newest]))
    ```

    ## References
    - [CWE-324: Use of a Key Past its Expiration Date](https://cwe.mitre.org/data/definitions/324.html)
    - [OWASP Cryptographic Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html)
    """
    options = snapshot.options(EncryptionOptions)
    if options is not None and len(options.keys) > MOST:
        yield Hit(
            message=f"{len(options.keys)} keys can decrypt, more than {MOST}.",
            fix="Encrypt the rows anew with the newest key, then remove the others.",
            location=setting_of("encryption", "keys"),
        )
