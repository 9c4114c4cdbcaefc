"""FHP002: new passwords that may be short."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import PasswordsOptions

SHORTEST = 12
"""Characters: our default, between NIST's least of 8 and its advice of 15."""


@rule(
    code="FHP002",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(521,),
    owasp=("A07",),
    asvs=("6.2.1",),
)
def short_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """New passwords may have fewer than twelve characters.

    ## What it does
    Reports a `min_length` below 12.

    ## Why is this bad
    Length is what makes a password hard to guess; rules about digits and symbols only make it hard to remember. Eight
    characters are NIST's least, and only beside a second factor; where the password is everything, it advises fifteen.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(min_length=8))
    ```

    ## Use instead
    ```python
    Hardened(app)  # 12
    ```

    ## References
    - [CWE-521: Weak Password Requirements](https://cwe.mitre.org/data/definitions/521.html)
    - [NIST SP 800-63B: Password Verifiers](https://pages.nist.gov/800-63-4/sp800-63b.html)
    """
    options = snapshot.options(PasswordsOptions)
    if options is not None and options.min_length < SHORTEST:
        yield Hit(
            message=f"A new password needs {options.min_length} characters only.",
            fix="Remove the option, unless everybody has a second factor.",
            location=setting_of("passwords", "min_length"),
        )
