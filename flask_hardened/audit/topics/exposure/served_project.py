"""FHW007: the app itself, for anybody to download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW007",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(219, 552),
    owasp=("A05", "A01"),
    asvs=("13.4.7",),
)
def served_project(snapshot: Snapshot) -> Iterator[Hit]:
    """The static folder holds the app's own package or its instance folder.

    ## What it does
    Compares the static folders of the app and its blueprints with the folder of the app's package and the instance
    folder.

    ## Why is this bad
    Everything below a static folder can be downloaded: `/static/config.py` with the secret key, the database in the
    instance folder, the source of every view. An attacker needs to guess no more than usual names.

    ## Example
    ```python
    from flask import Flask
    app = Flask(__name__, static_folder=".", static_url_path="")
    ```

    ## Use instead
    ```python
    from flask import Flask
    app = Flask(__name__, static_folder="static")
    ```

    ## References
    - [CWE-219: Storage of File with Sensitive Data Under Web Root](https://cwe.mitre.org/data/definitions/219.html)
    - [CWE-552: Files or Directories Accessible to External Parties](https://cwe.mitre.org/data/definitions/552.html)
    """
    for each in snapshot.files.served:
        if each.kind in {"project", "instance"}:
            what = "the app's own package" if each.kind == "project" else "the instance folder"
            yield Hit(
                message=f"A static folder holds {what}, so source, settings and data can be downloaded.",
                fix="Serve a folder of its own that holds nothing but what everybody may read.",
                location=each.location,
            )
