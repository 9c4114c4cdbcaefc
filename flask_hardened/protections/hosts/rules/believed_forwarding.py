"""FHH007: forwarded headers are believed from anybody."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHH007",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(348,),
    owasp=("A05",),
    asvs=("4.1.3",),
)
def believed_forwarding(snapshot: Snapshot) -> Iterator[Hit]:
    """`X-Forwarded-Host` or `X-Forwarded-Proto` is believed, whoever sends it.

    ## What it does
    Sends the headers from an address that nobody trusts, and reports where they change an address that the app makes.
    That is as it should be only where a proxy always overwrites them, and where nobody gets past the proxy; hence the
    low confidence.

    ## Why is this bad
    Who reaches the app without the proxy chooses the host of reset links and redirects, and claims HTTPS where there
    is none; with the address they claim, limits and logs are theirs too.

    ## Example
    ```python
    app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1, x_proto=1)
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(allowed=["example.com"], proxies=["10.0.0.0/8"]))
    ```

    ## References
    - [CWE-348: Use of Less Trusted Source](https://cwe.mitre.org/data/definitions/348.html)
    - [Werkzeug: X-Forwarded-For Proxy Fix](https://werkzeug.palletsprojects.com/en/stable/middleware/proxy_fix/)
    """
    facts = snapshot.responses
    hosts = [each for each in facts.of("forwarded-host", "slash-forwarded-host") if each.reflected]
    plain = {each.header("location") for each in facts.of("slash-plain-http")}
    schemes = [each for each in facts.of("slash-forwarded-proto") if _turned(each.header("location"), plain)]
    for name, believed in (("X-Forwarded-Host", hosts), ("X-Forwarded-Proto", schemes)):
        if believed:
            yield Hit(
                message=f"{name} is believed from an address that nobody trusts, for {listed(believed)}.",
                fix="Name the proxies, HARDENED_HOSTS_PROXIES, in place of ProxyFix.",
                location=place(snapshot, believed),
            )


def _turned(location: str | None, plain: set[str | None]) -> bool:
    """Tell whether the address became one of https because a header said so."""
    return (location or "").startswith("https:") and any((each or "").startswith("http:") for each in plain)
