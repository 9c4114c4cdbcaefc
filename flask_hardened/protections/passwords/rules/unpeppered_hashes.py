"""FHP007: password hashes without a pepper."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import PasswordsOptions


@rule(
    code="FHP007",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(522,),
    owasp=("A02",),
    asvs=("11.4.2",),
)
def unpeppered_hashes(snapshot: Snapshot) -> Iterator[Hit]:
    """Nothing but the table of users is needed to guess at its passwords.

    ## What it does
    Reports an app that signs people in by `authenticate` and has no `peppers`.

    ## Why is this bad
    It is no fault: a salted bcrypt hash is what OWASP asks for. A pepper is a second lock, outside the database, so
    that a stolen table or backup, or an injection into SQL, is worth nothing without it.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account))
    ```

    ## Use instead
    ```python
    peppers = {"2026": os.environ["PASSWORD_PEPPER"]}
    Hardened(app, passwords=PasswordsOptions(find=find_account, store_hash=store_hash, peppers=peppers))
    ```

    ## References
    - [CWE-522: Insufficiently Protected Credentials](https://cwe.mitre.org/data/definitions/522.html)
    - [OWASP Password Storage Cheat Sheet: Peppering](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#peppering)
    """
    options = snapshot.options(PasswordsOptions)
    if options is not None and options.find is not None and not options.peppers:
        yield Hit(
            message="Password hashes have no pepper.",
            fix="Keep one outside the database, and set HARDENED_PASSWORDS_PEPPERS.",
            location=setting_of("passwords", "peppers"),
        )
