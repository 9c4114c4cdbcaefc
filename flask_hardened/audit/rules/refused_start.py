"""FHX003: an app that production would not start."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Confidence, Location, Severity
from ..rule import Hit, rule
from ..snapshot import Snapshot


@rule(
    code="FHX003",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1188,),
    owasp=("A05",),
)
def refused_start(snapshot: Snapshot) -> Iterator[Hit]:
    """The app does not start in production as it is configured.

    ## What it does
    Reports each problem for which `Hardened(app)` refuses to start the app, where no other rule says the same of the
    same setting. When the app cannot even be built, these are the only findings, and the report names the rules that
    could not be asked.

    ## Why is this bad
    The deployment fails. Worse is what then happens under pressure: the check is turned off, and with it all others.

    ## Example
    ```python
    app.config["HARDENED_CSP_SCRIPT_SRC"] = "'unsafe-inline'"
    Hardened(app)  # ConfigurationError
    ```

    ## Use instead
    Do what the error says of each setting; it names the fault and the choices:
    ```python
    Hardened(app)  # inline scripts written in templates get a nonce by themselves
    ```

    ## References
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    - [OWASP A05:2021 Security Misconfiguration](https://owasp.org/Top10/A05_2021-Security_Misconfiguration/)
    """
    for problem in snapshot.problems:
        yield Hit(
            message=problem.fault[:1].upper() + problem.fault[1:],
            fix=problem.fix,
            location=Location(setting=problem.setting),
        )
