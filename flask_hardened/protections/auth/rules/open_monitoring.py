"""FHA030: monitoring for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import guarded, is_asked, named
from ._monitoring import is_known, is_monitoring


@rule(
    code="FHA030",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(306, 200),
    owasp=("A01", "A05"),
    asvs=("13.4.5",),
)
def open_monitoring(snapshot: Snapshot) -> Iterator[Hit]:
    """Metrics, consoles or dashboards of the app are open to everybody.

    ## What it does
    Reports routes of known packages (Prometheus exporters, Flask-MonitoringDashboard, Flask-Profiler, RQ Dashboard and
    the like), and paths such as `/metrics`, `/debug` or `/actuator`, that demand nothing and that no hook guards. Where
    only the path says so, confidence is low. A dashboard that has its own login is not meant.

    ## Why is this bad
    They tell which addresses there are, how often and by whom they are used, which versions run and what fails; some
    show the environment or requests with their tokens. They are among the first that scanners try.

    ## Example
    ```python
    PrometheusMetrics(app)  # /metrics, for everybody
    ```

    ## Use instead
    ```python
    @app.get("/metrics")
    @permissions_required("metrics.read")
    def metrics(): ...
    ```

    ## References
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [CWE-200: Exposure of Sensitive Information to an Unauthorized Actor](https://cwe.mitre.org/data/definitions/200.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    for route, access in guarded(snapshot):
        if not is_monitoring(route):
            continue
        if access.authenticated or access.denied or is_asked(route) or (access.declared and access.public):
            continue
        if "GET" in route.methods:
            yield Hit(
                message=f"{named(route)} shows everybody how the app does.",
                fix="Demand a permission, or let it answer on an inner port only.",
                location=route.location,
                confidence=None if is_known(route) else Confidence.LOW,
            )
