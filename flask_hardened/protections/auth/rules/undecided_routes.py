"""FHA002: nobody has said who may use a route."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import changes, guarded, is_decided, is_used, named


@rule(
    code="FHA002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(862,),
    owasp=("A01",),
    asvs=("8.1.1", "8.2.1"),
)
def undecided_routes(snapshot: Snapshot) -> Iterator[Hit]:
    """Nobody has said who may use a route.

    ## What it does
    Reports each route that no decorator speaks of, where others have one: neither ours (`@auth_required`, `@public` and
    their like) nor those of Flask-Login and similar packages, and where neither a hook nor the view itself asks who
    somebody is. Of an app without any there is one finding, for information; of one that is not hardened, none.

    ## Why is this bad
    A view that was forgotten looks like one that is meant for everybody. Most breaches of access control are of this
    kind: nobody took a wrong decision, nobody took one at all.

    ## Example
    ```python
    @app.get("/invoices")
    def invoices(): ...
    ```

    ## Use instead
    ```python
    @app.get("/invoices")
    @auth_required
    def invoices(): ...
    ```

    ## References
    - [CWE-862: Missing Authorization](https://cwe.mitre.org/data/definitions/862.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    if not is_used(snapshot):
        if snapshot.hardening.hardened and any(True for _ in guarded(snapshot)):
            yield Hit(
                message="No route says who may use it, so everybody may use all of them.",
                fix='Mark what is not for everybody with @auth_required and its like, then set default="deny".',
                location=setting_of("auth", "default"),
                severity=Severity.INFO,
            )
        return
    if not snapshot.hardening.hardened:
        return  # there is no decorator that says "for everybody", so silence tells nothing
    for route, access in guarded(snapshot):
        if is_decided(route, access) or (changes(route) and not access.denied):
            continue
        who = "Nobody" if access.denied else "Everybody"
        yield Hit(
            message=f"{who} may use {named(route)}, because no decorator says who may.",
            fix="Mark it with @auth_required and its like, or with @public.",
            location=route.location,
        )
