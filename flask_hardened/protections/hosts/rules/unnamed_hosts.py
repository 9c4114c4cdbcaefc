"""FHH002: no allowed host is configured."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import HostsOptions


@rule(
    code="FHH002",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1188,),
    owasp=("A05",),
)
def unnamed_hosts(snapshot: Snapshot) -> Iterator[Hit]:
    """No host name is configured, so production answers loopback names only.

    ## What it does
    Reports a hardened app for which neither `HARDENED_HOSTS_ALLOWED` nor Flask's `TRUSTED_HOSTS` or `SERVER_NAME` names
    a host.

    ## Why is this bad
    Nothing is open: production then answers `localhost` and refuses every other name with 400. But it will not serve
    anybody either, and a hurried `*` would open what the check keeps shut.

    ## Example
    ```python
    Hardened(app)
    ```

    ## Use instead
    ```shell
    FLASK_HARDENED_HOSTS_ALLOWED="www.example.com"
    ```

    ## References
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    - [Flask: TRUSTED_HOSTS](https://flask.palletsprojects.com/en/stable/config/#TRUSTED_HOSTS)
    """
    options = snapshot.options(HostsOptions)
    values = snapshot.config.values
    if options is None or options.allowed or values.get("TRUSTED_HOSTS") or values.get("SERVER_NAME"):
        return
    yield Hit(
        message="No host is configured, so production answers loopback names such as localhost, and no other.",
        fix="Name the hosts the app is reached by, such as 'www.example.com'.",
        location=setting_of("hosts", "allowed"),
    )
