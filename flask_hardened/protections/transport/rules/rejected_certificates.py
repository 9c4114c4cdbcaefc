"""FHT013: a certificate that browsers do not trust."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.responses.hosts import is_loopback
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHT013",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(295,),
    owasp=("A02",),
    asvs=("12.2.2",),
)
def rejected_certificates(snapshot: Snapshot) -> Iterator[Hit]:
    """The server shows a certificate that is not trusted.

    ## What it does
    Connects to the server at `--url`, checks its certificate against the system's authorities, its name and its dates,
    and reports what is wrong. An address of this machine is reported as info.

    ## Why is this bad
    Visitors get used to clicking warnings away, and then also click away the one that a stranger in the middle causes;
    programs switch the check off for good.

    ## Example
    ```shell
    flask run --cert=adhoc  # in production
    ```

    ## Use instead
    ```shell
    certbot --nginx -d example.com
    ```

    ## References
    - [CWE-295: Improper Certificate Validation](https://cwe.mitre.org/data/definitions/295.html)
    - [OWASP Transport Layer Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html)
    """
    facts = snapshot.responses
    if facts.certificate is not None:
        yield Hit(
            message=f"The certificate of the server is not trusted: {facts.certificate}.",
            fix="Install one that browsers trust, with its whole chain, and renew it before it ends.",
            location=Location(setting=facts.url),
            severity=Severity.INFO if is_loopback(facts.host) else None,
        )
