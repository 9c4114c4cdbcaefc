"""FHS011: sessions go over the network in clear text."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHS011",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(319,),
    owasp=("A02",),
    asvs=("12.3.1",),
)
def plain_session_servers(snapshot: Snapshot) -> Iterator[Hit]:
    """Sessions go to a server in clear text.

    ## What it does
    Reports a Redis client of Flask-Session (`SESSION_REDIS`) to another host without TLS, or without a look at the
    certificate. A name without a dot, as containers give each other, is of low severity.

    ## Why is this bad
    Whoever reads along on the network sees every session as it is used, and is signed in as whoever they choose. On a
    shared or rented network that takes no more than one other machine that was broken into.

    ## Example
    ```python
    app.config["SESSION_REDIS"] = Redis("sessions.internal")
    ```

    ## Use instead
    ```python
    app.config["SESSION_REDIS"] = Redis("sessions.internal", ssl=True)
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [redis-py: SSL connection examples](https://redis.readthedocs.io/en/stable/examples/ssl_connection_examples.html)
    """
    for service in snapshot.config.extension_facts.services:
        if service.kind == "sessions" and service.channel in ("plain", "unverified"):
            how = "in clear text" if service.channel == "plain" else "without a look at the server's certificate"
            yield Hit(
                message=f"Flask-Session reaches its server {how}.",
                fix="Connect with TLS, and let the certificate be checked.",
                location=Location(setting=service.settings[0]),
                severity=Severity.LOW if service.single_label else None,
            )
