"""FHW011: secrets that every user of the machine can read."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW011",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(732,),
    owasp=("A01", "A05"),
    asvs=("13.3.2",),
)
def readable_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """Every user of the machine can read a file of secrets.

    ## What it does
    Reports environment files, private keys and SQLite databases whose mode lets others read them, where the folders
    above let others through. On Windows modes say nothing, so nothing is reported.

    ## Why is this bad
    Another service on the same machine that is broken into, or any account there, reads the app's keys and data
    without touching the app.

    ## Example
    ```shell
    chmod 644 .env
    ```

    ## Use instead
    ```shell
    chmod 600 .env
    ```

    ## References
    - [CWE-732: Incorrect Permission Assignment for Critical Resource](https://cwe.mitre.org/data/definitions/732.html)
    """
    for each in snapshot.files.open_files:
        if each.kind == "readable-secret":
            yield Hit(
                message="Every user of this machine can read this file of secrets.",
                fix="Give it to the app's user, and run chmod 600 on it.",
                location=each.location,
            )
