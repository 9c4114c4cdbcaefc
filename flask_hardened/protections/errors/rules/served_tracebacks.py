"""FHE005: an error page with a traceback."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHE005",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(209,),
    owasp=("A05",),
    asvs=("16.5.1",),
)
def served_tracebacks(snapshot: Snapshot) -> Iterator[Hit]:
    """An error page shows a traceback.

    ## What it does
    Provokes errors with input that no view is needed for, and reports error pages with Python's stack in them, as
    text, HTML or JSON. The interactive debugger is reported by its own rule.

    ## Why is this bad
    A traceback names files, functions, versions and often data: enough to look up known flaws, and to see which input
    comes close to the database.

    ## Example
    ```python
    @app.errorhandler(Exception)
    def failed(error):
        return traceback.format_exc(), 500
    ```

    ## Use instead
    ```python
    Hardened(app)  # a reference that is in the log too, nothing else
    ```

    ## References
    - [CWE-209: Generation of Error Message Containing Sensitive Information](https://cwe.mitre.org/data/definitions/209.html)
    - [OWASP Error Handling Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html)
    """
    shown = [each for each in snapshot.responses.answers if "traceback" in each.leaks and "debugger" not in each.leaks]
    if shown:
        yield Hit(
            message=f"A traceback is shown by {listed(shown)}.",
            fix="Log the exception, and answer with a reference to it, as Hardened(app) does.",
            location=place(snapshot, shown),
        )
