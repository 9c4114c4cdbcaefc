"""FHG002: views that judge their redirects themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..decorators import LeftAlone


@rule(
    code="FHG002",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(601,),
    owasp=("A01",),
    asvs=("3.7.2",),
)
def unchecked_redirects(snapshot: Snapshot) -> Iterator[Hit]:
    """A decorator leaves redirects to the view.

    ## What it does
    Lists the routes with `@redirects(off=True)`, each with its reason.

    ## Why is this bad
    It need not be: an OAuth server has to compare with what its clients have registered. The list is there so that
    somebody reads how these views do it, as nothing else checks where they lead.

    ## Example
    ```python
    @app.get("/oauth/authorize")
    @redirects(off=True, reason="compared with the client's redirect_uris")
    def authorize(): ...
    ```

    ## Use instead
    ```python
    @app.get("/oauth/authorize")
    def authorize():
        ...
        return redirect(allow_redirect(uri))  # vouches for this one response
    ```

    ## References
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    - [RFC 9700: Best Current Practice for OAuth 2.0 Security](https://www.rfc-editor.org/rfc/rfc9700.html)
    """
    for route in snapshot.routes:
        marks = route.marks.get("redirects", ())
        if route.plan is not None and marks and isinstance(marks[-1], LeftAlone):
            yield Hit(
                message=f"The view judges its redirects itself: {marks[-1].reason}",
                fix="List the places with @redirects(to=[...]), or check how the view compares.",
                location=route.location,
            )
