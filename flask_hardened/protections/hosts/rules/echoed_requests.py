"""FHH008: TRACE is answered."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHH008",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(749, 200),
    owasp=("A05",),
    asvs=("13.4.4",),
)
def echoed_requests(snapshot: Snapshot) -> Iterator[Hit]:
    """The server answers `TRACE` with the request that it got.

    ## What it does
    Sends `TRACE` to a path that has no view, and reports an answer of 200 that repeats the request.

    ## Why is this bad
    What comes back holds headers that a proxy adds and that nobody outside should see, and cookies that scripts must
    not read (cross-site tracing).

    ## Example
    ```apache
    TraceEnable On
    ```

    ## Use instead
    ```apache
    TraceEnable Off
    ```

    ## References
    - [CWE-749: Exposed Dangerous Method or Function](https://cwe.mitre.org/data/definitions/749.html)
    - [RFC 9110: TRACE](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8)
    """
    echoed = [each for each in snapshot.responses.of("trace") if "request" in each.reflected]
    if echoed:
        yield Hit(
            message="TRACE is answered with the request that came.",
            fix="Turn TRACE off at the server; Hardened(app) answers 405.",
            location=place(snapshot, echoed),
        )
