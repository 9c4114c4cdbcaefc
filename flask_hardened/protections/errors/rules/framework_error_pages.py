"""FHE001: errors are answered by whoever comes first."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHE001",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(209, 755),
    owasp=("A05", "A09"),
    asvs=("16.5.1", "16.5.4"),
)
def framework_error_pages(snapshot: Snapshot) -> Iterator[Hit]:
    """Errors are answered with the framework's pages, without a reference that is in the log too.

    ## What it does
    Reports an app without the feature `errors`.

    ## Why is this bad
    The framework's pages tell what the app is built with; a hand-written handler that answers `str(error)` tells about
    the database. Without a reference nobody finds the entry in the log that belongs to a complaint.

    ## Example
    ```python
    @app.errorhandler(Exception)
    def failed(error):
        return {"error": str(error)}, 500
    ```

    ## Use instead
    ```python
    Hardened(app)  # problem details or a small page, with a reference; nothing of the exception
    ```

    ## References
    - [CWE-209: Generation of Error Message Containing Sensitive Information](https://cwe.mitre.org/data/definitions/209.html)
    - [RFC 9457: Problem Details for HTTP APIs](https://www.rfc-editor.org/rfc/rfc9457)
    """
    yield from absent(snapshot, "errors", "Errors are answered without a reference that is in the log too.")
