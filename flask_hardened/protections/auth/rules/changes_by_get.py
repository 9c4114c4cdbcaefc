"""FHA026: a link that changes something."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._changing import is_followed_once, says_so
from ._guarded import SAFE, named

_PLAIN = frozenset({"delete", "send"})


@rule(
    code="FHA026",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(650, 352),
    owasp=("A01", "A04"),
    asvs=("3.5.3",),
)
def changes_by_get(snapshot: Snapshot) -> Iterator[Hit]:
    """A view that only takes GET changes something.

    ## What it does
    Reports routes for GET alone whose view deletes, adds or saves records or sends mail, as its own source shows;
    what it calls is not followed. Links with a token, such as those to confirm an address, and callbacks of sign-in
    providers are not meant. Where it only adds or commits, perhaps a visit or a counter, and its name says no more,
    severity and confidence are low.

    ## Why is this bad
    Browsers, mail scanners and prefetching follow links by themselves, and another site needs no more than an image
    with that address. No check for forged requests looks at GET: it must be safe to repeat.

    ## Example
    ```python
    @app.get("/posts/<int:post_id>/delete")
    def delete(post_id):
        db.session.delete(db.get_or_404(Post, post_id))
        db.session.commit()
    ```

    ## Use instead
    ```python
    @app.post("/posts/<int:post_id>/delete")
    def delete(post_id): ...
    ```

    ## References
    - [CWE-650: Trusting HTTP Permission Methods on the Server Side](https://cwe.mitre.org/data/definitions/650.html)
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [RFC 9110: Safe Methods](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1)
    """
    for route in snapshot.routes:
        body = route.bodies.get("GET")
        if body is None or route.foreign or not SAFE.issuperset(route.methods) or is_followed_once(route):
            continue
        changes = [change for change in body.changes if change.kind != "sign-out"]
        # a record that is added may be a visit, and a commit a counter, unless the name says more
        worst = next((change for change in changes if change.kind in _PLAIN or says_so(route)), None)
        if changes:
            yield Hit(
                message=f"{named(route)} changes something: its view calls {(worst or changes[0]).what}.",
                fix="Take POST in place of GET, from a form.",
                location=route.location,
                severity=None if worst else Severity.LOW,
                confidence=None if worst else Confidence.LOW,
            )
