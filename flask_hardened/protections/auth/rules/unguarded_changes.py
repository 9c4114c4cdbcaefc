"""FHA003: everybody may change something."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._changing import is_meant_for_all
from ._guarded import changes, guarded, is_admin, is_decided, is_used, named


@rule(
    code="FHA003",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(306, 862),
    owasp=("A01", "A07"),
    asvs=("8.2.1",),
)
def unguarded_changes(snapshot: Snapshot) -> Iterator[Hit]:
    """A route that changes something is open to everybody, and nobody has said that it should be.

    ## What it does
    Reports each route with POST, PUT, PATCH, DELETE or a method of its own that no decorator speaks of. Where no route
    of the app has one, the severity is low; there, and where a decorator of another kind is around the view, which may
    well ask who it is, so is the confidence. A hook or a view that asks who somebody is counts as a decision. Of an
    app that is not hardened, routes of other packages and those to sign in, register and the like are left out.

    ## Why is this bad
    Reading what was forgotten is bad; changing it is worse. Whoever finds the address writes into the database, sends
    mail, or deletes. What is meant for everybody, such as a form to sign in, is marked with `@public`.

    ## Example
    ```python
    @app.post("/posts/<int:post_id>/delete")
    def delete(post_id): ...
    ```

    ## Use instead
    ```python
    @app.post("/posts/<int:post_id>/delete")
    @owner_required(load_post, owner="author_id", param="post_id")
    def delete(post): ...
    ```

    ## References
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [CWE-862: Missing Authorization](https://cwe.mitre.org/data/definitions/862.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    used, hardened = is_used(snapshot), snapshot.hardening.hardened
    if not used and not hardened:
        return
    for route, access in guarded(snapshot):
        if is_admin(route) or (not hardened and (route.foreign or is_meant_for_all(route))):
            continue
        if changes(route) and not access.denied and not is_decided(route, access):
            yield Hit(
                message=f"Everybody may use {named(route)}, which changes something.",
                fix="Mark it with @auth_required and its like, or with @public if everybody should.",
                location=route.location,
                severity=None if used else Severity.LOW,
                confidence=None if used and hardened and not route.wrappers else Confidence.LOW,
            )
