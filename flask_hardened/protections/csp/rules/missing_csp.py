"""FHC001: responses without a Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent, has_talisman
from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import is_sent
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..changes import Change
from ..options import CspOptions

HEADER = "content-security-policy"


@rule(
    code="FHC001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1021, 79),
    owasp=("A03", "A05"),
    asvs=("3.4.3",),
)
def missing_csp(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses carry no Content-Security-Policy.

    ## What it does
    Reports an app without the feature `csp`, unless Flask-Talisman is active on it or every answer that was asked for
    has a policy, and each route that turns it off with `@csp(off=True, reason=...)`, with the reason.

    ## Why is this bad
    One value that is not escaped is enough for a script of somebody else to run in the page, with everything the
    visitor may do. With a policy the browser runs only scripts that stand in the templates.

    ## Example
    ```python
    @app.get("/report")
    @csp(off=True, reason="the viewer needs eval")
    def report(): ...
    ```

    ## Use instead
    Allow what the page needs, and nothing else:
    ```python
    @app.get("/report")
    @csp(script_src=["'strict-dynamic'", "'unsafe-eval'"], dangerously_allow=["'unsafe-eval'"])
    def report(): ...
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [Content Security Policy Level 3](https://www.w3.org/TR/CSP3/)
    """
    if not has_talisman(snapshot) and not is_sent(snapshot, HEADER):
        yield from absent(snapshot, "csp", "Responses carry no Content-Security-Policy.")
    if snapshot.options(CspOptions) is None:
        return
    for route in snapshot.routes:
        changes: tuple[Change, ...] = route.marks.get("csp", ())
        if changes and changes[-1].off:
            yield Hit(
                message=f"The route has no Content-Security-Policy. The reason given: {changes[-1].reason.strip()}",
                fix="Name what the page needs with @csp(...) instead of off=True.",
                location=route.location,
                confidence=Confidence.HIGH,
            )
