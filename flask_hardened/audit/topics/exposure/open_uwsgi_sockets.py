"""FHW027: uWSGI sockets that the network can reach."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_NAMES = frozenset({"socket", "uwsgi_socket", "stats"})


@rule(
    code="FHW027",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(668, 306),
    owasp=("A05", "A01"),
    asvs=("13.2.1",),
)
def open_uwsgi_sockets(snapshot: Snapshot) -> Iterator[Hit]:
    """UWSGI's own protocol or its statistics are open to the network.

    ## What it does
    Reports `socket` and `stats` of uWSGI that listen on every address. Its `http` and `http-socket` are meant to be
    reached, and so are Unix sockets and loopback addresses.

    ## Why is this bad
    The protocol has no authentication, and a request may name the file to load as the app (`UWSGI_FILE`), so
    whoever reaches the port runs code. The statistics hold each worker's variables and requests.

    ## Example
    ```ini
    [uwsgi]
    socket = 0.0.0.0:3031
    ```

    ## Use instead
    ```ini
    [uwsgi]
    socket = /run/app/uwsgi.sock
    ```

    ## References
    - [CWE-668: Exposure of Resource to Wrong Sphere](https://cwe.mitre.org/data/definitions/668.html)
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [uWSGI: Magic variables](https://uwsgi-docs.readthedocs.io/en/latest/Vars.html)
    """
    for each in snapshot.files.settings:
        if each.program == "uwsgi" and each.name in _NAMES and _is_everywhere(each.value):
            yield Hit(
                message=f"uWSGI's {each.name} listens on every address.",
                fix="Let it listen on a Unix socket or 127.0.0.1, or offer http-socket instead.",
                location=each.location,
                severity=Severity.MEDIUM if each.name == "stats" else None,
            )


def _is_everywhere(value: str) -> bool:
    """Whether an address is all of the machine's: ``:3031``, ``0.0.0.0:3031``, ``[::]:3031``."""
    host, colon, port = value.partition(",")[0].rpartition(":")
    everywhere = {"", "0.0.0.0", "*", "[::]"}  # noqa: S104 - it is looked for, not bound
    return bool(colon) and port.isdigit() and host in everywhere
