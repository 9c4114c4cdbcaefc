"""FHJ003: revoked tokens that are good again."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TokensOptions


@rule(
    code="FHJ003",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(636, 613),
    owasp=("A04", "A07"),
    asvs=("7.4.1", "16.5.3"),
)
def revived_tokens(snapshot: Snapshot) -> Iterator[Hit]:
    """While the store is down tokens that were revoked are good again.

    ## What it does
    Reports `when_down="allow"`.

    ## Why is this bad
    A token was revoked because it was stolen, or because its user lost the account. Whoever holds it has to wait for an
    outage of the store, or cause one; it ends with the token's lifetime only.

    ## Example
    ```python
    Hardened(app, tokens=TokensOptions(when_down="allow"))
    ```

    ## Use instead
    ```python
    Hardened(app)  # "deny": 503 until the store is back
    ```

    ## References
    - [CWE-636: Not Failing Securely ('Failing Open')](https://cwe.mitre.org/data/definitions/636.html)
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    """
    options = snapshot.options(TokensOptions)
    if options is not None and options.when_down == "allow":
        yield Hit(
            message="While the store is down revoked tokens are good again.",
            fix="Remove the option.",
            location=setting_of("tokens", "when_down"),
        )
