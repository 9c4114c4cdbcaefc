"""FHW020: containers that hold the host's keys."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW020",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(250, 269),
    owasp=("A05", "A01"),
    asvs=("13.2.2",),
)
def privileged_containers(snapshot: Snapshot) -> Iterator[Hit]:
    """A service of Docker Compose has the rights of the host.

    ## What it does
    Reports `privileged`, the socket of Docker, `pid: host`, `network_mode: host`, capabilities such as `SYS_ADMIN`,
    and mounted system folders of the host.

    ## Why is this bad
    Whoever runs a command in such a container has the host: with the socket they start a container that mounts its
    disk, with `privileged` they mount it themselves.

    ## Example
    ```yaml
    services:
      app:
        volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
    ```

    ## Use instead
    ```yaml
    services:
      app:
        cap_drop: [ALL]
        security_opt: ["no-new-privileges:true"]
    ```

    ## References
    - [CWE-250: Execution with Unnecessary Privileges](https://cwe.mitre.org/data/definitions/250.html)
    - [CWE-269: Improper Privilege Management](https://cwe.mitre.org/data/definitions/269.html)
    - [OWASP: Docker Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html)
    """
    for service in snapshot.files.services:
        for each in service.remarks:
            if each.kind == "privilege":
                shares_network = each.about == "network_mode: host"
                yield Hit(
                    message=f"The service {service.name} has rights of the host: {each.about}.",
                    fix="Remove it; give the service the one device, folder or capability that it needs.",
                    location=each.location,
                    severity=Severity.MEDIUM if shares_network else None,
                )
