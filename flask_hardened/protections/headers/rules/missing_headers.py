"""FHR001: no security headers."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHR001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(693, 1021, 525),
    owasp=("A05",),
    asvs=("3.4.4", "3.4.5", "14.3.2"),
)
def missing_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses carry no security headers.

    ## What it does
    Reports an app without the feature `headers`. A proxy in front of the app may add some, which the audit cannot see.

    ## Why is this bad
    Browsers guess what a file is and may run an uploaded picture as a page; other sites can put the app into a frame
    and have visitors click on what they do not see; addresses with tokens leave through `Referer`; a page shown to one
    person stays in the browser's cache for the next.

    ## Example
    ```python
    Hardened(app, headers=False)
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [OWASP Secure Headers Project](https://owasp.org/www-project-secure-headers/)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    """
    yield from absent(snapshot, "headers", "Responses carry no nosniff, framing, referrer, isolation or cache headers.")
