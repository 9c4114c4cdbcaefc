"""FHP001: password hashes that are cheap to guess at."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import PasswordsOptions

LEAST = 10
"""OWASP's least for bcrypt."""
USUAL = 12
"""Our default."""


@rule(
    code="FHP001",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(916,),
    owasp=("A02",),
    asvs=("11.4.2",),
)
def cheap_hashes(snapshot: Snapshot) -> Iterator[Hit]:
    """New password hashes take less work than the default.

    ## What it does
    Reports a `cost` of bcrypt below 12: as high below 10, which is OWASP's least, and as low at 10 and 11. An app in
    debug or testing mode is not reported, because tests should hash cheaply.

    ## Why is this bad
    Whoever gets hold of the table of users guesses at it on their own machines. Each step of the cost halves how many
    guesses they can afford; at cost 4 a single graphics card tries a hundred thousand in a second.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(cost=4))
    ```

    ## Use instead
    ```python
    Hardened(app)  # 12
    ```
    Hashes of a lower cost are made anew when their owners sign in, if `store_hash` says where to store them.

    ## References
    - [CWE-916: Use of Password Hash With Insufficient Computational Effort](https://cwe.mitre.org/data/definitions/916.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    options = snapshot.options(PasswordsOptions)
    if options is not None and options.cost < USUAL and snapshot.hardening.in_production:
        yield Hit(
            message=f"Passwords are hashed at cost {options.cost}.",
            fix="Remove the option, or keep it for tests.",
            location=setting_of("passwords", "cost"),
            severity=None if options.cost < LEAST else Severity.LOW,
        )
