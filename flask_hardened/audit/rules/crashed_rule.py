"""FHX001: a rule that crashed."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Confidence, Severity
from ..rule import Hit, rule
from ..snapshot import Snapshot


@rule(
    code="FHX001",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(703,),
    asvs=("16.5.3",),
)
def crashed_rule(snapshot: Snapshot) -> Iterator[Hit]:
    """A rule of the audit crashed, so what it looks for is not known.

    ## What it does
    Reports each rule that raised an exception, and makes the audit end with exit status 2. The engine yields it; asked
    by itself it finds nothing.

    ## Why is this bad
    A check that did not run looks like a check that found nothing. Whoever can make a rule crash, for instance by an
    odd name in a pull request, would get that pull request through.

    ## Example
    ```
    FHX001 high: The rule FHC003 (unsafe-csp-sources) raised TypeError, so it found nothing.
    ```

    ## Use instead
    Report the crash to Flask-Hardened, and until it is mended leave the rule out, visibly:
    ```shell
    flask hardened audit --ignore FHC003
    ```

    ## References
    - [CWE-703: Improper Check or Handling of Exceptional Conditions](https://cwe.mitre.org/data/definitions/703.html)
    """
    return iter(())
