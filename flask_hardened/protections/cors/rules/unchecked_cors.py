"""FHO004: views that do CORS themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..decorators import LeftAlone


@rule(
    code="FHO004",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(942,),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def unchecked_cors(snapshot: Snapshot) -> Iterator[Hit]:
    """A decorator leaves CORS to the view.

    ## What it does
    Lists the routes with `@cors(off=True)`, each with its reason.

    ## Why is this bad
    It need not be: the view may know better. The list is there so that somebody reads what these views send, as nothing
    else checks it.

    ## Example
    ```python
    @app.get("/feed")
    @cors(off=True, reason="a list of partners in the database")
    def feed(): ...
    ```

    ## Use instead
    ```python
    @app.get("/feed")
    @cors(origins=["https://partner.example"])
    def feed(): ...
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [OWASP HTML5 Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html)
    """
    for route in snapshot.routes:
        marks = route.marks.get("cors", ())
        if route.plan is not None and marks and isinstance(marks[-1], LeftAlone):
            yield Hit(
                message=f"The view does CORS itself: {marks[-1].reason}",
                fix="Name the origins with @cors(origins=[...]), or check what the view sends.",
                location=route.location,
            )
