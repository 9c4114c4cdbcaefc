"""FHP003: common passwords."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import PasswordsOptions


@rule(
    code="FHP003",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(521,),
    owasp=("A07",),
    asvs=("6.2.4",),
)
def common_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """A new password may be one of the first that are tried.

    ## What it does
    Reports `common=False` where no `breached` function takes its place.

    ## Why is this bad
    Guessers begin with the passwords that most people chose elsewhere. A few guesses at each of many accounts, which no
    limit on accounts notices, open one account in a hundred.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(common=False))
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-521: Weak Password Requirements](https://cwe.mitre.org/data/definitions/521.html)
    - [NIST SP 800-63B: Password Verifiers](https://pages.nist.gov/800-63-4/sp800-63b.html)
    """
    options = snapshot.options(PasswordsOptions)
    if options is not None and not options.common and options.breached is None:
        yield Hit(
            message="Common passwords are accepted.",
            fix="Remove the option, or name a function for `breached` that knows them.",
            location=setting_of("passwords", "common"),
        )
