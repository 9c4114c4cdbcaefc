"""FHW005: source that anybody can download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW005",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(540, 538),
    owasp=("A05",),
    asvs=("13.4.7",),
)
def served_source(snapshot: Snapshot) -> Iterator[Hit]:
    """A static folder holds Python source, compiled modules or notebooks.

    ## What it does
    Looks for `*.py`, `*.pyc` and `*.ipynb` in the static folders. Scripts that a browser runs, with PyScript for
    instance, are served on purpose.

    ## Why is this bad
    Source tells an attacker which checks are missing and where, and notebooks keep the results of cells: rows of
    tables, addresses and tokens that somebody printed while trying something out.

    ## Example
    ```text
    app/static/report.ipynb
    app/static/upload_helper.py
    ```

    ## Use instead
    ```text
    app/static/report.html
    app/upload_helper.py
    ```

    ## References
    - [CWE-540: Inclusion of Sensitive Information in Source Code](https://cwe.mitre.org/data/definitions/540.html)
    - [CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory](https://cwe.mitre.org/data/definitions/538.html)
    """
    for each in snapshot.files.served:
        if each.kind == "source":
            yield Hit(
                message="A static folder holds Python source or a notebook, which anybody can download.",
                fix="Move it out of the static folder.",
                location=each.location,
            )
