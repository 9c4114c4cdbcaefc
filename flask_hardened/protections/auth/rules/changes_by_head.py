"""FHA029: what is not GET is taken for POST."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import named


@rule(
    code="FHA029",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(650,),
    owasp=("A01", "A04"),
    asvs=("3.5.3",),
)
def changes_by_head(snapshot: Snapshot) -> Iterator[Hit]:
    """A view takes HEAD for a request that changes something.

    ## What it does
    Reports views that test `request.method == "GET"` and change something where it is not. Flask answers HEAD with
    every view for GET.

    ## Why is this bad
    A HEAD request goes around the check for forged requests, which lets it pass as safe, and lands where only POST was
    meant to. GitHub's sign-in was open in this way.

    ## Example
    ```python
    @app.route("/grant", methods=["GET", "POST"])
    def grant():
        if request.method == "GET":
            return render_template("ask.html")
        db.session.add(Grant())
    ```

    ## Use instead
    ```python
    @app.route("/grant", methods=["GET", "POST"])
    def grant():
        if request.method == "POST":
            db.session.add(Grant())
    ```

    ## References
    - [CWE-650: Trusting HTTP Permission Methods on the Server Side](https://cwe.mitre.org/data/definitions/650.html)
    - [Bypassing GitHub's OAuth flow](https://blog.teddykatz.com/2019/11/05/github-oauth-bypass.html)
    - [RFC 9110: Safe Methods](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1)
    """
    for route in snapshot.routes:
        body = route.bodies.get("HEAD")
        if body is None or route.foreign or "HEAD" not in route.methods:
            continue
        change = next((change for change in body.changes if change.on_others), None)
        if change is not None:
            yield Hit(
                message=f"{named(route)} takes HEAD for a change: what is not GET gets to {change.what}.",
                fix='Ask for request.method == "POST" instead.',
                location=route.location,
            )
