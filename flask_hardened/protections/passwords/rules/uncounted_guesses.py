"""FHP005: passwords that may be guessed while the store is down."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import PasswordsOptions


@rule(
    code="FHP005",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(636, 307),
    owasp=("A04", "A07"),
    asvs=("6.3.1", "16.5.3"),
)
def uncounted_guesses(snapshot: Snapshot) -> Iterator[Hit]:
    """While the store is down failed sign-ins are not counted.

    ## What it does
    Reports `when_down="allow"` in an app that signs people in by `authenticate`.

    ## Why is this bad
    Whoever wants to guess has to wait for an outage of the store, or cause one.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account, when_down="allow"))
    ```

    ## Use instead
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account))  # 503 until it is back
    ```

    ## References
    - [CWE-636: Not Failing Securely ('Failing Open')](https://cwe.mitre.org/data/definitions/636.html)
    - [CWE-307: Improper Restriction of Excessive Authentication Attempts](https://cwe.mitre.org/data/definitions/307.html)
    """
    options = snapshot.options(PasswordsOptions)
    if options is not None and options.find is not None and options.when_down == "allow":
        yield Hit(
            message="While the store is down passwords may be guessed without a limit.",
            fix="Remove the option, or say 'local'.",
            location=setting_of("passwords", "when_down"),
        )
