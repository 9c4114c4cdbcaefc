"""FHW001: keys and passwords that anybody can download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW001",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(538, 219),
    owasp=("A05", "A02"),
    asvs=("13.4.7",),
)
def served_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """A file with keys or passwords lies in a static folder.

    ## What it does
    Looks into the static folders of the app and its blueprints for `.env` files, private keys, key stores,
    `.htpasswd` and other files of credentials.

    ## Why is this bad
    Whatever lies in a static folder is sent to whoever asks for its name, and `/static/.env` is among the first
    names that scanners ask every server for. With `SECRET_KEY` or the database's password an attacker signs
    sessions of any user.

    ## Example
    ```text
    app/static/.env
    app/static/server.key
    ```

    ## Use instead
    ```text
    app/static/app.css
    .env                # beside the package, and in .gitignore
    ```

    ## References
    - [CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory](https://cwe.mitre.org/data/definitions/538.html)
    - [CWE-219: Storage of File with Sensitive Data Under Web Root](https://cwe.mitre.org/data/definitions/219.html)
    - [Flask: Static Files](https://flask.palletsprojects.com/en/stable/tutorial/static/)
    """
    for each in snapshot.files.served:
        if each.kind == "secret":
            yield Hit(
                message="A static folder holds a file of keys or passwords, which anybody can download.",
                fix="Move it out of the static folder, and replace every key and password in it.",
                location=each.location,
            )
