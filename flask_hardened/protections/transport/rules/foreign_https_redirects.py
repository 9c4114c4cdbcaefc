"""FHT012: the redirect to HTTPS leads to any host."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHT012",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(601,),
    owasp=("A01",),
    asvs=("3.7.2",),
)
def foreign_https_redirects(snapshot: Snapshot) -> Iterator[Hit]:
    """The redirect from HTTP to HTTPS goes to whatever host the client claims.

    ## What it does
    Asks over plain http with the `Host` of somebody else, and reports where the redirect to https leads there.

    ## Why is this bad
    A cache in front of the app keeps the redirect, and from then on sends visitors to the attacker's site, under a
    certificate that is valid there.

    ## Example
    ```python
    Talisman(app)  # redirects to whatever the Host header says
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(allowed=["example.com"]))
    ```

    ## References
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    - [PortSwigger: HTTP Host header attacks](https://portswigger.net/web-security/host-header)
    """
    led = [
        each
        for each in snapshot.responses.of("plain-http-foreign-host")
        if "location" in each.reflected and (each.header("location") or "").startswith("https:")
    ]
    if led:
        yield Hit(
            message="The redirect to HTTPS goes to the host that the client claims.",
            fix="Name the app's hosts, HARDENED_HOSTS_ALLOWED: Hardened(app) redirects to these only.",
            location=place(snapshot, led),
        )
