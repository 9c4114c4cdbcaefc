"""FHD022: databases over the network in clear text."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD022",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(319, 295),
    owasp=("A02",),
    asvs=("12.3.1", "12.3.2"),
)
def plain_service_connections(snapshot: Snapshot) -> Iterator[Hit]:
    """A database or another server is reached over the network without TLS.

    ## What it does
    Reports addresses on other hosts in the configuration that demand no TLS, and, as low, those that do not look at the
    certificate, and names without a dot, as containers give each other. Drivers that use TLS where it is offered can be
    talked out of it.

    ## Why is this bad
    Whoever reads along between the two machines has the password in the first packet, and then all data. In a rented
    network that takes one other machine that was broken into.

    ## Example
    ```python
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop@db.example.com/shop"
    ```

    ## Use instead
    ```python
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop@db.example.com/shop?sslmode=verify-full"
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [CWE-295: Improper Certificate Validation](https://cwe.mitre.org/data/definitions/295.html)
    - [OWASP Database Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Database_Security_Cheat_Sheet.html)
    - [PostgreSQL: SSL Support](https://www.postgresql.org/docs/current/libpq-ssl.html)
    """
    for service in snapshot.config.extension_facts.services:
        if service.kind in ("sessions", "mail") or service.channel not in ("plain", "unverified"):
            continue
        how = "in clear text" if service.channel == "plain" else "without a look at its certificate"
        yield Hit(
            message=f"The {service.kind} server is reached {how}: nothing in its address demands more.",
            fix="Demand TLS with a checked certificate, such as rediss:// or sslmode=verify-full.",
            location=Location(setting=service.settings[0]),
            severity=Severity.LOW if service.single_label or service.channel == "unverified" else None,
        )
