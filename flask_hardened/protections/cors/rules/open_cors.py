"""FHO005: Flask-CORS that lets every origin in."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._written import written_cors


@rule(
    code="FHO005",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(942, 346),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def open_cors(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-CORS lets the pages of every site read answers.

    ## What it does
    Reports `CORS(app)` and `cross_origin()` for the origin `*`, which is their default, or for a pattern that fits all:
    as high together with `supports_credentials=True`, else as low.

    ## Why is this bad
    With credentials Flask-CORS answers every origin with its own name, so any page that a signed-in user opens reads
    their data. Without, it still reads what the user's network lets it reach: an app of the intranet, for instance.

    ## Example
    ```python
    CORS(app, supports_credentials=True)
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example"]))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Security Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [Flask-CORS: Configuration](https://flask-cors.readthedocs.io/en/latest/configuration.html)
    """
    for written in written_cors(snapshot.source):
        if written.any_origin:
            yield Hit(
                message="Flask-CORS lets the pages of every site read answers"
                f"{', with the cookies of the user' if written.credentials else ''}"
                f"{'; it does so by default' if written.by_default else ''}.",
                fix="Name the origins, in Hardened(app, cors=CorsOptions(origins=[...])).",
                location=written.call.location,
                severity=Severity.HIGH if written.credentials else None,
            )
