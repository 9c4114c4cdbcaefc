"""FHW012: files that every user of the machine can change."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW012",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(732, 276),
    owasp=("A01", "A05"),
    asvs=("13.2.2",),
)
def writable_files(snapshot: Snapshot) -> Iterator[Hit]:
    """Every user of the machine can change the app's files.

    ## What it does
    Reports the instance folder, folders of the project, and single files whose mode lets others write, where the
    folders above let others through. Of nested folders the outermost is named.

    ## Why is this bad
    Who can write a module or a template runs code as the app with its next start, and who can write the instance
    folder replaces its database, uploads or settings. Any account of the machine is enough.

    ## Example
    ```shell
    chmod -R 777 instance
    ```

    ## Use instead
    ```shell
    chmod -R o-rwx instance
    chown -R app: instance
    ```

    ## References
    - [CWE-732: Incorrect Permission Assignment for Critical Resource](https://cwe.mitre.org/data/definitions/732.html)
    - [CWE-276: Incorrect Default Permissions](https://cwe.mitre.org/data/definitions/276.html)
    """
    for each in snapshot.files.open_files:
        if each.kind != "readable-secret":
            what = {"writable-instance": "the instance folder", "writable-folder": "this folder"}.get(
                each.kind, "this file"
            )
            yield Hit(
                message=f"Every user of this machine can write to {what}.",
                fix="Run chmod o-w on it; if the app has to write there, give it to the app's user.",
                location=each.location,
            )
