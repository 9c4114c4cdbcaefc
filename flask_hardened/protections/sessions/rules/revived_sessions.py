"""FHS004: ended sessions that live again."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import SessionsOptions


@rule(
    code="FHS004",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(636, 613),
    owasp=("A04", "A07"),
    asvs=("7.4.1", "16.5.3"),
)
def revived_sessions(snapshot: Snapshot) -> Iterator[Hit]:
    """While the store is down sessions that were ended live again.

    ## What it does
    Reports `when_down="allow"`.

    ## Why is this bad
    Who signed out, changed the password or was locked out did so for a reason. Whoever holds the old cookie has to wait
    for an outage of the store, or cause one.

    ## Example
    ```python
    Hardened(app, sessions=SessionsOptions(when_down="allow"))
    ```

    ## Use instead
    ```python
    Hardened(app)  # "deny": nobody is signed in until the store is back
    ```

    ## References
    - [CWE-636: Not Failing Securely ('Failing Open')](https://cwe.mitre.org/data/definitions/636.html)
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    """
    options = snapshot.options(SessionsOptions)
    if options is not None and options.when_down == "allow":
        yield Hit(
            message="While the store is down sessions that were ended live again.",
            fix="Remove the option.",
            location=setting_of("sessions", "when_down"),
        )
