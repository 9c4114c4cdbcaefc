"""FHA011: Flask-Admin without anybody at the door."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import guarded


@rule(
    code="FHA011",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(306, 862),
    owasp=("A01",),
    asvs=("8.2.1", "8.4.2"),
)
def open_admin_views(snapshot: Snapshot) -> Iterator[Hit]:
    """A view of Flask-Admin is open to everybody.

    ## What it does
    Reports views of Flask-Admin whose class does not say who may use them (`is_accessible`), while no hook of the app
    or of the blueprint asks either: critical where they change records or files or run commands, high where they show
    records or files, medium for pages of the app's own.

    ## Why is this bad
    Flask-Admin lets everybody in unless it is told otherwise. Whoever tries `/admin` lists the users, makes one of them
    an administrator, or uploads a file that the server runs.

    ## Example
    ```python
    admin.add_view(ModelView(User, db.session))
    ```

    ## Use instead
    ```python
    class Staff(ModelView):
        def is_accessible(self):
            return current_user.is_authenticated and current_user.is_staff

    admin.add_view(Staff(User, db.session))
    ```

    ## References
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [CWE-862: Missing Authorization](https://cwe.mitre.org/data/definitions/862.html)
    - [Flask-Admin: Authorization & Permissions](https://flask-admin.readthedocs.io/en/stable/introduction.html#authorization-permissions)
    """
    asked = _asked(snapshot)
    for view in snapshot.config.extension_facts.admin_views:
        if view.guarded or view.endpoint in asked:
            continue
        yield Hit(
            message=f"Everybody may use the admin view {view.name}, because its class has no is_accessible of its own.",
            fix="Override is_accessible in a class of your own, and use it for every admin view.",
            location=Location(setting="Admin(app)", endpoint=view.endpoint),
            severity=Severity.MEDIUM if view.kind == "page" else None if view.changes else Severity.HIGH,
            confidence=Confidence.MEDIUM if view.kind == "page" else None,
        )


def _asked(snapshot: Snapshot) -> set[str]:
    """Return the blueprints of which some route asks who it is, by a hook or by our own decorators."""
    if snapshot.route_facts is None:
        return set()
    ours = {route.endpoint for route, access in guarded(snapshot) if access.authenticated or access.denied}
    return {route.endpoint.rpartition(".")[0] for route in snapshot.routes if route.asked_by or route.endpoint in ours}
