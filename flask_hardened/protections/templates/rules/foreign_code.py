"""FHM006: scripts and style sheets of other sites that may change."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHM006",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(353, 829),
    owasp=("A08",),
    asvs=("3.6.1",),
)
def foreign_code(snapshot: Snapshot) -> Iterator[Hit]:
    """A page loads code of another site without `integrity`.

    ## What it does
    Reports `<script src>` and `<link rel=stylesheet>` in templates with an address on another host and no
    `integrity`.

    ## Why is this bad
    Whoever controls that host, or breaks into it, decides what runs in the page. With `integrity` the browser runs
    only the file that the author of the page saw.

    ## Example
    ```html
    <script src="https://cdn.example/chart.js"></script>
    ```

    ## Use instead
    Serve the file yourself, or pin it:
    ```html
    <script src="https://cdn.example/chart-4.4.1.js" integrity="sha384-..." crossorigin="anonymous"></script>
    ```

    ## References
    - [CWE-353: Missing Support for Integrity Check](https://cwe.mitre.org/data/definitions/353.html)
    - [Subresource Integrity](https://www.w3.org/TR/SRI/)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "foreign-code":
            yield Hit(
                message=f"A {remark.about} of another site is loaded without integrity.",
                fix="Add integrity and crossorigin attributes, or serve the file yourself.",
                location=remark.location,
            )
