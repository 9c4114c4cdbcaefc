"""FHA028: a change by POST that GET makes too."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._changing import is_followed_once
from ._guarded import SAFE, named

_TAKEN = frozenset({"uploads", "validation"})


@rule(
    code="FHA028",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(650, 352),
    owasp=("A01", "A04"),
    asvs=("3.5.3",),
)
def method_blind_changes(snapshot: Snapshot) -> Iterator[Hit]:
    """A view takes GET and POST, and changes something whichever it was.

    ## What it does
    Reports routes for GET as well as a method that changes, whose view deletes, adds or saves records or sends mail,
    and nowhere looks at the method, a form or the body.

    ## Why is this bad
    The check for forged requests looks at POST. Whoever sends the same as GET, by an image or a link, goes around it,
    and the view does the same.

    ## Example
    ```python
    @app.route("/subscribe", methods=["GET", "POST"])
    def subscribe():
        current_user.subscribed = True
        db.session.commit()
    ```

    ## Use instead
    ```python
    @app.post("/subscribe")
    def subscribe(): ...
    ```

    ## References
    - [CWE-650: Trusting HTTP Permission Methods on the Server Side](https://cwe.mitre.org/data/definitions/650.html)
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [RFC 9110: Safe Methods](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1)
    """
    for route in snapshot.routes:
        body = route.bodies.get("GET")
        if not _TAKEN.isdisjoint(route.marks):
            continue  # the decorator takes what only a form or a body has
        if body is None or route.foreign or "GET" not in route.methods or SAFE.issuperset(route.methods):
            continue
        change = next((change for change in body.changes if change.kind != "sign-out"), None)
        if change is not None and not body.looks_at_method and not is_followed_once(route):
            yield Hit(
                message=f"{named(route)} changes something by GET too: it always calls {change.what}.",
                fix="Remove GET, or make the change only where request.method says so.",
                location=route.location,
            )
