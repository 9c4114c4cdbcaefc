"""FHW021: databases that the network can reach."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW021",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(668, 1327),
    owasp=("A05",),
    asvs=("13.2.4",),
)
def published_databases(snapshot: Snapshot) -> Iterator[Hit]:
    """A Compose file publishes the port of a database on every address.

    ## What it does
    Reports `ports` of well-known databases and caches without a host address. Services of one Compose file reach
    each other without published ports.

    ## Why is this bad
    Docker writes its own rules in front of the host's firewall, so the port is open to the network whatever `ufw`
    says. Attackers scan for these ports all day, and a database without a password is emptied within hours.

    ## Example
    ```yaml
    services:
      db:
        image: postgres:17
        ports: ["5432:5432"]
    ```

    ## Use instead
    ```yaml
    services:
      db:
        image: postgres:17
        ports: ["127.0.0.1:5432:5432"]   # or none at all
    ```

    ## References
    - [CWE-668: Exposure of Resource to Wrong Sphere](https://cwe.mitre.org/data/definitions/668.html)
    - [CWE-1327: Binding to an Unrestricted IP Address](https://cwe.mitre.org/data/definitions/1327.html)
    - [Docker: Packet filtering and firewalls](https://docs.docker.com/engine/network/packet-filtering-firewalls/)
    """
    for service in snapshot.files.services:
        for each in service.remarks:
            if each.kind == "published-database":
                yield Hit(
                    message=f"The service {service.name} publishes {each.about} on every address of the machine.",
                    fix="Remove the port, or publish it on 127.0.0.1 only.",
                    location=each.location,
                )
