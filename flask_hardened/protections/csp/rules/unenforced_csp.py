"""FHC002: a policy that is reported only."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CspOptions
from ._policies import changed_policies


@rule(
    code="FHC002",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1021, 79),
    owasp=("A05",),
    asvs=("3.4.3",),
)
def unenforced_csp(snapshot: Snapshot) -> Iterator[Hit]:
    """The Content-Security-Policy is reported only, and blocks nothing.

    ## What it does
    Reports `enforce=False`, for the app or on a route. A second policy that is reported beside an enforced one is not
    reported.

    ## Why is this bad
    Browsers say what they would have blocked, after it ran. That is right for the first days of an old app, and is
    forgotten after them.

    ## Example
    ```python
    Hardened(app, csp=CspOptions(enforce=False))
    ```

    ## Use instead
    Enforce what holds, and try the stricter policy beside it:
    ```python
    Hardened(app, csp=CspOptions(report_only="strict"))
    ```

    ## References
    - [CSP Level 3: The Content-Security-Policy-Report-Only header](https://www.w3.org/TR/CSP3/#cspro-header)
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    """
    options = snapshot.options(CspOptions)
    if options is None:
        return
    message = "The Content-Security-Policy is reported only, and blocks nothing."
    if not options.enforce:
        fix = "Deal with the reports, then remove the option."
        yield Hit(message=message, fix=fix, location=setting_of("csp", "enforce"))
        return
    for route, policy in changed_policies(snapshot):
        if not policy.enforce:
            yield Hit(message=message, fix="Remove enforce=False from its decorator.", location=route.location)
