"""FHA006: what is forgotten is open."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import AuthOptions
from ._guarded import guarded


@rule(
    code="FHA006",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(1188, 276),
    owasp=("A01", "A04"),
    asvs=("8.2.1",),
)
def open_default(snapshot: Snapshot) -> Iterator[Hit]:
    """A route that nobody marks is open to everybody.

    ## What it does
    Reports an app that says of some routes who may use them, with `default="allow"`.

    ## Why is this bad
    The next view that is written without a decorator is public, and nobody notices. With `default="deny"` it answers
    403 until somebody decides, and the log names it at start.

    ## Example
    ```python
    Hardened(app, auth=AuthOptions(loader=load_user))
    ```

    ## Use instead
    ```python
    Hardened(app, auth=AuthOptions(loader=load_user, default="deny"))
    ```

    ## References
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    - [CWE-276: Incorrect Default Permissions](https://cwe.mitre.org/data/definitions/276.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    options = snapshot.options(AuthOptions)
    if options is None or options.default == "deny":
        return
    if any(access.declared for _, access in guarded(snapshot)):
        yield Hit(
            message="Routes without a decorator are open to everybody.",
            fix='Set default="deny", and mark what is for everybody with @public.',
            location=setting_of("auth", "default"),
        )
