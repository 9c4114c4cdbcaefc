"""FHA032: files by a path from the URL."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import named


@rule(
    code="FHA032",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(22, 668),
    owasp=("A01",),
    asvs=("5.3.2",),
)
def files_by_path(snapshot: Snapshot) -> Iterator[Hit]:
    """A route takes a whole path, and answers with a file.

    ## What it does
    Reports routes with a `<path:...>` whose view calls `send_file` or `open` itself, and is open to everybody. Views
    that use `send_from_directory` are not meant: it keeps the path inside of its folder.

    ## Why is this bad
    A path with `..` in it, or one that begins with a slash, leads out of the folder: to the configuration, to the keys
    of the app, to the database file.

    ## Example
    ```python
    @app.get("/files/<path:name>")
    def files(name):
        return send_file(os.path.join("files", name))
    ```

    ## Use instead
    ```python
    @app.get("/files/<path:name>")
    def files(name):
        return send_from_directory("files", name)
    ```

    ## References
    - [CWE-22: Improper Limitation of a Pathname to a Restricted Directory](https://cwe.mitre.org/data/definitions/22.html)
    - [CWE-668: Exposure of Resource to Wrong Sphere](https://cwe.mitre.org/data/definitions/668.html)
    - [Flask: send_from_directory](https://flask.palletsprojects.com/en/stable/api/#flask.send_from_directory)
    """
    for route in snapshot.routes:
        body = route.bodies.get("GET")
        if body is not None and body.sends_files and "<path:" in route.rule and not route.foreign:
            yield Hit(
                message=f"{named(route)} opens a file by a path from the URL.",
                fix="Use send_from_directory, or an upload store that makes the names itself.",
                location=route.location,
            )
