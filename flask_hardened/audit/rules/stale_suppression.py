"""FHX004: a suppression that suppresses nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Confidence, Severity
from ..rule import Hit, rule
from ..snapshot import Snapshot


@rule(
    code="FHX004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1164,),
)
def stale_suppression(snapshot: Snapshot) -> Iterator[Hit]:
    """A suppression has ended, or there is nothing left for it to suppress.

    ## What it does
    Reports each suppression whose last day has passed, and each that speaks of a rule that was asked and found nothing
    there. The suppressions are applied after the rules; asked by itself this one finds nothing.

    ## Why is this bad
    A suppression that lies around hides the next fault of the same kind in the same place, for a reason that somebody
    gave for another one. One that has ended was meant to be decided anew.

    ## Example
    ```python
    @app.post("/hook")  # hardened: ignore[FHF003] signed by the sender until=2024-01-31
    def hook(): ...
    ```

    ## Use instead
    Delete it, or decide again, with a day on which the decision ends:
    ```python
    @app.post("/hook")  # hardened: ignore[FHF003] signed by the sender until=2027-01-31
    def hook(): ...
    ```

    ## References
    - [CWE-1164: Irrelevant Code](https://cwe.mitre.org/data/definitions/1164.html)
    """
    return iter(())
