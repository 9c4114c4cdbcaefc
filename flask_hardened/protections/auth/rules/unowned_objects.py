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
_RIGHTS = frozenset({"flask_appbuilder", "flask_principal", "flask_security"})
"""Packages whose decorators ask for roles as well."""


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
    nor a role or permission. A view that looks at who is there, at `current_user` for instance, or into the session, is
    taken to compare the owner, and so are a function of the app's own that it calls and which does, and a decorator
    that takes the id by its name. Whether they really compare is not known: look. A view that does nothing with the id
    is no finding.

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
        looks = any(body.asks_who or body.knows_whose for body in route.bodies.values()) or not _RIGHTS.isdisjoint(
            route.wrappers
        )
        idle = any(found is not None and found[1] in body.unused for body in route.bodies.values())
        if found is not None and not idle and signed_in and not access.by_rights and not access.owners and not looks:
            yield Hit(
                message=f"Everybody who is signed in may use {named(route)} with any {found[1]}.",
                fix="Use @owner_required, or make sure that the view compares the owner.",
                location=route.location,
            )
