"""FHW002: version control that anybody can download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW002",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(527, 538),
    owasp=("A05",),
    asvs=("13.4.1",),
)
def served_repositories(snapshot: Snapshot) -> Iterator[Hit]:
    """A static folder holds the folder of a version control system.

    ## What it does
    Looks for `.git`, `.svn`, `.hg` and `.bzr` in the static folders of the app and its blueprints.

    ## Why is this bad
    The names of the files inside are known, so tools such as git-dumper fetch them one by one and rebuild the whole
    source with its history, deleted passwords included.

    ## Example
    ```text
    app/static/.git/HEAD
    ```

    ## Use instead
    ```text
    app/static/app.css      # copied or built, not cloned
    ```

    ## References
    - [CWE-527: Exposure of Version-Control Repository to an Unauthorized Control Sphere](https://cwe.mitre.org/data/definitions/527.html)
    - [Flask: Static Files](https://flask.palletsprojects.com/en/stable/tutorial/static/)
    """
    for each in snapshot.files.served:
        if each.kind == "repository":
            yield Hit(
                message="A static folder holds a repository: its files, and their history, can be downloaded.",
                fix="Remove it from the static folder; copy what is served instead of cloning it there.",
                location=each.location,
            )
