"""FHQ016: logging that is configured over a socket."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHQ016",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(94, 306),
    owasp=("A03", "A05"),
    asvs=("1.3.2",),
)
def open_logging_sockets(snapshot: Snapshot) -> Iterator[Hit]:
    """Logging is configured by whoever reaches a socket of the app.

    ## What it does
    Reports `logging.config.listen` without `verify`, the function that looks at what was sent before it is used.

    ## Why is this bad
    A configuration of logging names classes and their arguments, and parts of it are handed to `eval`. Everybody who
    may open a connection to the port on this machine, each of its users and whatever runs in its containers, runs
    code with the rights of the app.

    ## Example
    ```python
    logging.config.listen(9030).start()
    ```

    ## Use instead
    ```python
    logging.config.dictConfig(LOGGING)  # read from a file, and again when the app is told to reload
    ```

    ## References
    - [CWE-94: Improper Control of Generation of Code](https://cwe.mitre.org/data/definitions/94.html)
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [Python: logging.config.listen](https://docs.python.org/3/library/logging.config.html#logging.config.listen)
    """
    for call in snapshot.source.calls("logging.config.listen"):
        if call.complete and call.argument(1, "verify") is None:
            yield Hit(
                message="logging.config.listen takes a configuration from everybody who reaches its port.",
                fix="Read the configuration from a file, or give verify= a function that checks a signature.",
                location=call.location,
            )
