"""FHP004: passwords that may be guessed often."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....storage import Windows
from ..options import PasswordsOptions

MOST = {"per_account": 100, "per_address": 1000, "per_network": 10_000}
"""Failures in a day. For an account it is NIST's most in a row."""
DAY = 24 * 3600


@rule(
    code="FHP004",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(307,),
    owasp=("A07",),
    asvs=("6.3.1",),
)
def unlimited_guesses(snapshot: Snapshot) -> Iterator[Hit]:
    """Passwords may be guessed more often than anybody mistypes one.

    ## What it does
    Reports `per_account`, `per_address` and `per_network` that are turned off, or let more fail in a day than 100, 1000
    and 10,000. An app that does not sign anybody in by `authenticate`, because it has no `find`, is not reported.

    ## Why is this bad
    The limit on an account stops who guesses at one; the ones on addresses and networks stop who tries one password at
    all of them, or the pairs of a breach.

    ## Example
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account, per_account=None))
    ```

    ## Use instead
    ```python
    Hardened(app, passwords=PasswordsOptions(find=find_account))
    ```

    ## References
    - [CWE-307: Improper Restriction of Excessive Authentication Attempts](https://cwe.mitre.org/data/definitions/307.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    """
    options = snapshot.options(PasswordsOptions)
    if options is None or options.find is None:
        return
    for name, most in MOST.items():
        text = getattr(options, name)
        daily = None if text is None else _in_a_day(text)
        if daily is None or daily > most:
            yield Hit(
                message=f"{name} lets {'any number' if daily is None else daily} of sign-ins fail in a day.",
                fix=f"Remove the option, or say at most {most} per day.",
                location=setting_of("passwords", name),
                severity=None if name == "per_account" else Severity.MEDIUM,
            )


def _in_a_day(text: str) -> int:
    return min(window.amount * max(1, DAY // window.seconds) for window in Windows.parse(text).windows)
