"""FHA027: signing out by a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import SAFE, named

_OUT = re.compile(r"log[-_]?out|sign[-_]?out|log[-_]?off|exit", re.IGNORECASE)


@rule(
    code="FHA027",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.3",),
)
def sign_outs_by_get(snapshot: Snapshot) -> Iterator[Hit]:
    """Any other site can sign the visitor out.

    ## What it does
    Reports routes for GET alone whose view signs out: `logout_user()`, `session.clear()`.

    ## Why is this bad
    An image with that address in a page or a mail ends the session. That is a nuisance by itself; with a form that
    signs in to the attacker's account, what the victim then types lands there.

    ## Example
    ```python
    @app.get("/logout")
    def logout():
        logout_user()
        return redirect("/")
    ```

    ## Use instead
    ```python
    @app.post("/logout")
    def logout(): ...
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [RFC 9110: Safe Methods](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1)
    """
    for route in snapshot.routes:
        body = route.bodies.get("GET")
        if body is None or route.foreign or not SAFE.issuperset(route.methods) or "callback" in route.rule:
            continue
        out = next((change for change in body.changes if change.kind == "sign-out"), None)
        if out is not None and _OUT.search(f"{route.rule} {route.endpoint}"):
            yield Hit(
                message=f"{named(route)} signs out: its view calls {out.what}.",
                fix="Take POST in place of GET, from a form.",
                location=route.location,
            )
