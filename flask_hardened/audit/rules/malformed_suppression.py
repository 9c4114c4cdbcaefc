"""FHX005: a suppression that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Confidence, Severity
from ..rule import Hit, rule
from ..snapshot import Snapshot


@rule(
    code="FHX005",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1116,),
)
def malformed_suppression(snapshot: Snapshot) -> Iterator[Hit]:
    """A comment or an entry is meant to suppress a finding, but cannot be read.

    ## What it does
    Reports suppressions without a reason or a code, with a code that no rule has, with a day that there is not, and
    entries of the settings file with unknown keys. Suppressions are read after the rules; asked by itself this one
    finds nothing.

    ## Why is this bad
    Whoever reads the line believes that somebody looked at the fault and decided. Without a reason nobody can tell
    later whether the decision still holds.

    ## Example
    ```python
    @app.post("/hook")  # hardened: ignore[FHF003]
    def hook(): ...
    ```

    ## Use instead
    Say why:
    ```python
    @app.post("/hook")  # hardened: ignore[FHF003] every request is signed by the sender
    def hook(): ...
    ```

    ## References
    - [CWE-1116: Inaccurate Comments](https://cwe.mitre.org/data/definitions/1116.html)
    """
    return iter(())
