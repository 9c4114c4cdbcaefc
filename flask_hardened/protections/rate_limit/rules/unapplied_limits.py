"""FHL007: limits that count nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.decorator_order import above_routes

_KNOWN = frozenset({"flask_limiter.Limiter().limit", "flask_limiter.Limiter().shared_limit", "ratelimit.limits"})
_NAMES = frozenset({"limit", "shared_limit", "ratelimit", "rate_limit", "limiter", "throttle", "rate_limited"})


@rule(
    code="FHL007",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(770, 307),
    owasp=("A04", "A07"),
    asvs=("2.4.1",),
)
def unapplied_limits(snapshot: Snapshot) -> Iterator[Hit]:
    """A limit stands above the route of its view, so it counts nothing.

    ## What it does
    Reports the decorators of Flask-Limiter, and others of such a name, above `@app.route`. Those of Flask-Hardened
    leave marks, and may stand anywhere.

    ## Why is this bad
    `@app.route` registers the function that it is given, without what stands above. The page for signing in takes as
    many guesses as somebody can send, and looks limited to whoever reads it.

    ## Example
    ```python
    @limiter.limit("5 per minute")
    @app.post("/login")
    def sign_in(): ...
    ```

    ## Use instead
    ```python
    @app.post("/login")
    @limit("5 per minute")
    def sign_in(): ...
    ```

    ## References
    - [Flask-Limiter: Decorators to declare rate limits](https://flask-limiter.readthedocs.io/en/stable/#decorators-to-declare-rate-limits)
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    """
    for function, decorator, known in above_routes(snapshot):
        name = decorator.target.rpartition(".")[2]
        if decorator.target.startswith("flask_hardened.") or not (decorator.target in _KNOWN or name in _NAMES):
            continue
        yield Hit(
            message=f"{name} stands above the route of {function.name}, so it counts nothing.",
            fix="Put the route first; or use limit() of Flask-Hardened, which may stand anywhere.",
            location=decorator.location,
            confidence=Confidence.HIGH if known and decorator.target in _KNOWN else None,
        )
