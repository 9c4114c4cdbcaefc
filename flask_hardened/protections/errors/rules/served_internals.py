"""FHE006: an error page that tells about the inside."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

KINDS = {"sql": "an error of the database", "path": "the path of a file", "version": "a version of software"}


@rule(
    code="FHE006",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(209, 200),
    owasp=("A05",),
    asvs=("16.5.1",),
)
def served_internals(snapshot: Snapshot) -> Iterator[Hit]:
    """An error page names files, the database's errors or versions of software.

    ## What it does
    Reports error pages with the path of a Python file, the message of a database driver (medium), or the name of a
    server or framework with its version. Pages that show a whole traceback are reported by their own rule.

    ## Why is this bad
    The message of the database shows how a statement was built, which turns a guess at an injection into a dialogue;
    paths and versions save an attacker the search.

    ## Example
    ```python
    @app.errorhandler(Exception)
    def failed(error):
        return {"error": str(error)}, 500
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-209: Generation of Error Message Containing Sensitive Information](https://cwe.mitre.org/data/definitions/209.html)
    - [OWASP Error Handling Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html)
    """
    for kind, what in KINDS.items():
        shown = [each for each in snapshot.responses.answers if kind in each.leaks and "traceback" not in each.leaks]
        if shown:
            yield Hit(
                message=f"An error page shows {what}: {listed(shown)}.",
                fix="Answer errors with a text of your own: Hardened(app) does where no handler of yours does.",
                location=place(snapshot, shown),
                severity=Severity.MEDIUM if kind == "sql" else None,
            )
