"""FHP006: a password in each request."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import PasswordsOptions


@rule(
    code="FHP006",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(522,),
    owasp=("A07",),
)
def basic_authentication(snapshot: Snapshot) -> Iterator[Hit]:
    """Passwords come with each request.

    ## What it does
    Reports `basic=True`.

    ## Why is this bad
    Clients keep the password to send it again, in files and scripts. A browser keeps it until it is closed, and nobody
    can sign out. Each request costs a hash. A token can be ended, is for one purpose, and costs nothing.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account, basic=True))
    ```

    ## Use instead
    Sessions for people, and tokens for programs:
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account))
    ```

    ## References
    - [CWE-522: Insufficiently Protected Credentials](https://cwe.mitre.org/data/definitions/522.html)
    - [RFC 7617, section 4](https://www.rfc-editor.org/rfc/rfc7617#section-4)
    """
    options = snapshot.options(PasswordsOptions)
    if options is not None and options.basic:
        yield Hit(
            message="HTTP Basic authentication is taken, so passwords come with each request.",
            fix="Give programs tokens, and remove the option.",
            location=setting_of("passwords", "basic"),
        )
