"""FHL010: limits by an address that the client writes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHL010",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(348, 307),
    owasp=("A04", "A07"),
    asvs=("2.4.1", "6.3.1"),
)
def client_written_addresses(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Limiter counts by an address that the client writes itself.

    ## What it does
    Reports a limiter whose key function reads `X-Forwarded-For` or the like, or `request.access_route`, in an app
    without the feature `hosts`, after which these hold only what trusted proxies said.

    ## Why is this bad
    A proxy adds to `X-Forwarded-For`, it does not replace it. Who writes another address into each request is another
    client each time, and has no limit; who writes somebody else's locks them out.

    ## Example
    ```python
    limiter = Limiter(lambda: request.headers.get("X-Forwarded-For"), app=app)
    ```

    ## Use instead
    ```python
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)
    limiter = Limiter(get_remote_address, app=app)
    ```

    ## References
    - [CWE-348: Use of Less Trusted Source](https://cwe.mitre.org/data/definitions/348.html)
    - [CWE-307: Improper Restriction of Excessive Authentication Attempts](https://cwe.mitre.org/data/definitions/307.html)
    - [Flask-Limiter: Configuration](https://flask-limiter.readthedocs.io/en/stable/configuration.html)
    """
    if is_on(snapshot, "hosts"):
        return
    for limiter in snapshot.config.extension_facts.limiters:
        if limiter.enabled and limiter.believes_headers:
            yield Hit(
                message="Flask-Limiter tells clients apart by an address that they can write themselves.",
                fix="Count request.remote_addr, behind ProxyFix or the feature hosts.",
                location=Location(setting="Limiter(key_func)"),
            )
