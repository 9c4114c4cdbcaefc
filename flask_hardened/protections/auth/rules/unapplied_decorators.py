"""FHA040: decorators that stand above the route."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.view_facts import Unapplied
from ._guarded import named

_DESCRIBE = frozenset(
    {"apispec", "flasgger", "flask_apispec", "flask_caching", "flask_restx", "prometheus_flask_exporter"}
)
"""Packages whose decorators describe, measure or cache, and guard nothing."""


@rule(
    code="FHA040",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(862, 693),
    owasp=("A01",),
    asvs=("8.2.1", "8.3.1"),
)
def unapplied_decorators(snapshot: Snapshot) -> Iterator[Hit]:
    """A decorator stands above `@app.route`, so it does nothing.

    ## What it does
    Reports views around which their module has a decorator, while the app calls the bare view: high where the decorator
    asks who somebody is.

    ## Why is this bad
    `@app.route` registers what stands below it. What is wrapped around later is only in the module, where nobody calls
    it: the login that the page seems to demand is never asked for.

    ## Example
    ```python
    @login_required
    @app.get("/account")
    def account(): ...
    ```

    ## Use instead
    ```python
    @app.get("/account")
    @login_required
    def account(): ...
    ```

    ## References
    - [CWE-862: Missing Authorization](https://cwe.mitre.org/data/definitions/862.html)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [Flask-Login: Protecting Views](https://flask-login.readthedocs.io/en/latest/#flask_login.login_required)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    for route in snapshot.routes:
        found = route.unapplied
        if found is None:
            continue
        whose = ", ".join(sorted(found.wrappers - {""}))
        yield Hit(
            message=f"{named(route)} runs without the decorator above its route"
            + (", which asks who somebody is." if found.asks_who else f", which comes from {whose}."),
            fix="Move the decorator below @app.route.",
            location=route.location,
            severity=_severity(found),
        )


def _severity(found: Unapplied) -> Severity | None:
    if found.asks_who:
        return Severity.HIGH
    return Severity.LOW if found.wrappers and found.wrappers <= _DESCRIBE else None
