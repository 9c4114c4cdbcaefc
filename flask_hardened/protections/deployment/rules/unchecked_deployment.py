"""FHD007: production is not checked."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD007",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1188,),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def unchecked_deployment(snapshot: Snapshot) -> Iterator[Hit]:
    """Nothing stops the app from starting in production with debug mode or a weak key.

    ## What it does
    Reports an app without the feature `deployment`.

    ## Why is this bad
    The audit says what is wrong when somebody runs it. The check at start says it each time, and to whoever deploys.

    ## Example
    ```python
    Hardened(app, deployment=False)
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    - [OWASP A05:2021 Security Misconfiguration](https://owasp.org/Top10/A05_2021-Security_Misconfiguration/)
    """
    yield from absent(
        snapshot, "deployment", "Nothing keeps production from starting with debug mode, weak keys or a debugger."
    )
