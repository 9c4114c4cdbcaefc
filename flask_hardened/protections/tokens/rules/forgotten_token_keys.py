"""FHJ006: old keys that nobody removes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TokensOptions


@rule(
    code="FHJ006",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(324,),
    owasp=("A02",),
    asvs=("11.1.1", "13.3.4"),
)
def forgotten_token_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """A key that only verifies has no last day, so that its tokens are good for as long as it is in the ring.

    ## What it does
    Reports keys with `verify_only=True` and without `until`, and keys whose last day is over.

    ## Why is this bad
    A key is replaced because it may be known, or because it is old. Left in the ring it still vouches for whatever is
    signed with it, long after the last token of its time has ended.

    ## Example
    ```python
    TokenKey(algorithm="HS256", key=os.environ["OLD_TOKEN_KEY"], verify_only=True)
    ```

    ## Use instead
    ```python
    TokenKey(algorithm="HS256", key=os.environ["OLD_TOKEN_KEY"], verify_only=True, until=date(2026, 12, 31))
    ```

    ## References
    - [CWE-324: Use of a Key Past its Expiration Date](https://cwe.mitre.org/data/definitions/324.html)
    - [OWASP Key Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html)
    """
    options = snapshot.options(TokensOptions)
    for number, key in enumerate(options.keys if options is not None else (), 1):
        if not key.accepted():
            message, fix = f"The last day of key {number} is over.", "Remove the key."
        elif key.verify_only and key.until is None:
            message, fix = f"Key {number} only verifies, and has no last day.", "Say until=date(...) for it."
        else:
            continue
        yield Hit(message=message, fix=fix, location=setting_of("tokens", "keys"))
