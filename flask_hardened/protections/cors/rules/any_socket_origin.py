"""FHO014: sockets for pages of any origin."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHO014",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1385, 346),
    owasp=("A05", "A07"),
    asvs=("4.4.2",),
)
def any_socket_origin(snapshot: Snapshot) -> Iterator[Hit]:
    """Pages of any origin may open a socket as the visitor.

    ## What it does
    Reports Flask-SocketIO with `cors_allowed_origins="*"`, or an empty list, which turns the check off.

    ## Why is this bad
    A socket is opened with the visitor's cookies, and no browser asks beforehand. Any page the victim opens then sends
    and receives as the victim: cross-site WebSocket hijacking.

    ## Example
    ```python
    socketio = SocketIO(app, cors_allowed_origins="*")
    ```

    ## Use instead
    ```python
    socketio = SocketIO(app)  # the same origin only
    ```

    ## References
    - [CWE-1385: Missing Origin Validation in WebSockets](https://cwe.mitre.org/data/definitions/1385.html)
    - [CWE-346: Origin Validation Error](https://cwe.mitre.org/data/definitions/346.html)
    - [Flask-SocketIO: Cross-Origin Controls](https://flask-socketio.readthedocs.io/en/latest/deployment.html#cross-origin-controls)
    """
    if snapshot.config.extension_facts.open_sockets:
        yield Hit(
            message="Flask-SocketIO lets pages of any origin connect as the visitor.",
            fix="Remove cors_allowed_origins, or name the origins.",
            location=Location(setting="SocketIO(app)"),
        )
