"""FHD012: the development server open to the network."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ._runs import EVERYWHERE, runs


@rule(
    code="FHD012",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(605, 489),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def exposed_runs(snapshot: Snapshot) -> Iterator[Hit]:
    """The development server listens to the whole network.

    ## What it does
    Reports `app.run(host="0.0.0.0")` and its likes: as critical together with the debugger, else as low.

    ## Why is this bad
    With the debugger, everybody in the same office, hotel or cloud network runs Python on the machine. Without it, they
    still reach a server that is not made to be reached, and an app that was not meant to be.

    ## Example
    ```python
    app.run(host="0.0.0.0", debug=True)
    ```

    ## Use instead
    ```shell
    gunicorn --bind 127.0.0.1:8000 "app:create_app()"
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [Flask: Externally Visible Server](https://flask.palletsprojects.com/en/stable/quickstart/#a-minimal-application)
    """
    for call in runs(snapshot.source):
        host = call.argument(0, "hostname" if call.name == "run_simple" else "host")
        if host is None or not isinstance(host.constant, str) or host.constant not in EVERYWHERE:
            continue
        debugged = _is_debugged(call)
        yield Hit(
            message=f"{call.name}() listens to the whole network{', with the debugger' if debugged else ''}.",
            fix="Leave the host out, and serve the app by gunicorn or another server.",
            location=call.location,
            severity=Severity.CRITICAL if debugged else None,
        )


def _is_debugged(call: Call) -> bool:
    debug = call.argument(2 if call.name == "run" else None, "debug") or call.argument(None, "use_debugger")
    return debug is not None and debug.constant is True
