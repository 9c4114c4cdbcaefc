"""FHA005: objects in URLs that anybody who is signed in may name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import FOREIGN, guarded, named

_ID = re.compile(r"<(?:[^<>:]+:)?((?:\w+_)?(?:id|uuid|pk|key|number|no))>", re.IGNORECASE)
_NUMBER = re.compile(r"<(?:int|uuid)(?:\([^)]*\))?:(\w+)>")


@rule(
    code="FHA005",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    cwe=(639,),
    owasp=("A01",),
    asvs=("8.2.2",),
)
def unowned_objects(snapshot: Snapshot) -> Iterator[Hit]:
    """A URL names an object, and nothing says whose it is.

    ## What it does
    Reports routes for everybody who is signed in, with a parameter that looks like an id, and neither `@owner_required`
    nor a role or permission. Whether the view itself compares the owner is not known: look.

    ## Why is this bad
    Whoever is signed in counts the number up, and reads the invoices of everybody else. It is the most common fault of
    APIs (broken object level authorization), and no scanner sees it from outside.

    ## Example
    ```python
    @app.get("/invoices/<int:invoice_id>")
    @auth_required
    def invoice(invoice_id): ...
    ```

    ## Use instead
    ```python
    @app.get("/invoices/<int:invoice_id>")
    @owner_required(load_invoice, owner="customer_id", param="invoice_id")
    def invoice(invoice): ...
    ```

    ## References
    - [CWE-639: Authorization Bypass Through User-Controlled Key](https://cwe.mitre.org/data/definitions/639.html)
    - [OWASP IDOR Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html)
    """
    for route, access in guarded(snapshot):
        found = _ID.search(route.rule) or _NUMBER.search(route.rule)
        signed_in = access.authenticated or (not access.declared and not FOREIGN.isdisjoint(route.wrappers))
        if found is not None and signed_in and not access.by_rights and not access.owners:
            yield Hit(
                message=f"Everybody who is signed in may use {named(route)} with any {found[1]}.",
                fix="Use @owner_required, or make sure that the view compares the owner.",
                location=route.location,
            )
