"""FHW022: default passwords of services."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW022",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1392, 798),
    owasp=("A07", "A05"),
    asvs=("13.2.3",),
)
def default_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """A Compose file gives a database or a console a password that everybody knows.

    ## What it does
    Reports variables such as `POSTGRES_PASSWORD` whose value is a default, a placeholder or the user's name, and
    settings that want no password at all. References to the environment without a default are fine, and so are files
    for development.

    ## Why is this bad
    The password is in the image's documentation, so whoever reaches the service signs in: another container that
    was broken into, or the network if the port is published.

    ## Example
    ```yaml
    services:
      db:
        environment:
          POSTGRES_PASSWORD: postgres
    ```

    ## Use instead
    ```yaml
    services:
      db:
        environment:
          POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}
    ```

    ## References
    - [CWE-1392: Use of Default Credentials](https://cwe.mitre.org/data/definitions/1392.html)
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    - [Docker: Secrets in Compose](https://docs.docker.com/compose/how-tos/use-secrets/)
    """
    for service in snapshot.files.services:
        for each in service.remarks:
            if each.kind == "default-password":
                yield Hit(
                    message=f"The service {service.name} wants no password, or one that everybody knows: {each.about}.",
                    fix="Read a random password from the environment or a secret file, without a default.",
                    location=each.location,
                )
