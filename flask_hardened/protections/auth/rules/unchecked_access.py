"""FHA001: nothing asks who may use a route."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import AuthOptions
from ._guarded import is_used


@rule(
    code="FHA001",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(862,),
    owasp=("A01",),
    asvs=("8.2.1", "8.3.1"),
)
def unchecked_access(snapshot: Snapshot) -> Iterator[Hit]:
    """Nothing checks who may use a route, whatever its decorators say.

    ## What it does
    Reports an app without the feature `auth`, unless other extensions, hooks or views ask who somebody is, and, as
    high, each route whose decorators say who may use it while nothing enforces them.

    ## Why is this bad
    The decorators only write down what is demanded; the feature does the asking. With it off, or without
    `Hardened(app)`, `@auth_required` looks like a lock, and the door is open.

    ## Example
    ```python
    Hardened(app, auth=False)

    @app.get("/account")
    @auth_required
    def account(): ...
    ```

    ## Use instead
    ```python
    Hardened(app)  # routes without decorators stay open, and cost nothing
    ```

    ## References
    - [CWE-862: Missing Authorization](https://cwe.mitre.org/data/definitions/862.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    if snapshot.hardening.hardened or not is_used(snapshot):
        yield from absent(snapshot, "auth", "Nothing checks who may use a route.")
    if snapshot.options(AuthOptions) is not None:
        return
    for route in snapshot.routes:
        marks = route.marks.get("auth", ())
        if marks and not marks[-1].public:
            yield Hit(
                message=f"@{marks[-1].decorator} is not enforced: the route is open.",
                fix="Call Hardened(app), with the feature auth on.",
                location=route.location,
                severity=Severity.HIGH,
                confidence=Confidence.HIGH,
            )
