"""FHE002: exceptions leave the app."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

SETTINGS = ("PROPAGATE_EXCEPTIONS", "TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS")


@rule(
    code="FHE002",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(248, 209),
    owasp=("A05",),
    asvs=("16.5.1", "16.5.3"),
)
def propagated_exceptions(snapshot: Snapshot) -> Iterator[Hit]:
    """Exceptions are handed to the server instead of being answered.

    ## What it does
    Reports `PROPAGATE_EXCEPTIONS`, `TRAP_HTTP_EXCEPTIONS` and `TRAP_BAD_REQUEST_ERRORS` set to True outside debug and
    testing mode. The gate of a hardened app catches what comes out in production, so it is reported as low there.

    ## Why is this bad
    What happens then is up to the server: an empty page, or a traceback. The app's own error handlers are passed by.

    ## Example
    ```python
    app.config["PROPAGATE_EXCEPTIONS"] = True
    ```

    ## Use instead
    Leave it unset: Flask propagates while debugging and testing, and answers in production.
    ```python
    app.config["PROPAGATE_EXCEPTIONS"] = None
    ```

    ## References
    - [CWE-248: Uncaught Exception](https://cwe.mitre.org/data/definitions/248.html)
    - [Flask: PROPAGATE_EXCEPTIONS](https://flask.palletsprojects.com/en/stable/config/#PROPAGATE_EXCEPTIONS)
    """
    config = snapshot.config
    if config.debug or config.testing:
        return
    for setting in SETTINGS:
        if config.values.get(setting):
            yield Hit(
                message="Exceptions are handed to the server instead of being answered by error handlers.",
                fix="Leave it unset.",
                location=Location(setting=setting),
                severity=Severity.LOW if snapshot.hardening.hardened else None,
            )
