"""FHW023: servers that believe everybody's forwarded headers."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW023",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(348, 290),
    owasp=("A05",),
    asvs=("4.1.3",),
)
def trust_in_everybody(snapshot: Snapshot) -> Iterator[Hit]:
    """The server believes forwarded headers from any address.

    ## What it does
    Reports `forwarded_allow_ips` and `proxy_allow_ips` of gunicorn and uvicorn that hold `*`. It is right only
    where nobody but the proxy can reach the port.

    ## Why is this bad
    Whoever reaches the port sends `X-Forwarded-Proto: https`, and with uvicorn any client address: redirects to
    HTTPS stop, limits by address count nothing, and logs blame somebody else.

    ## Example
    ```python
    forwarded_allow_ips = "*"
    ```

    ## Use instead
    ```python
    forwarded_allow_ips = "10.0.0.7"
    ```

    ## References
    - [CWE-348: Use of Less Trusted Source](https://cwe.mitre.org/data/definitions/348.html)
    - [CWE-290: Authentication Bypass by Spoofing](https://cwe.mitre.org/data/definitions/290.html)
    - [gunicorn: forwarded_allow_ips](https://docs.gunicorn.org/en/stable/settings.html#forwarded-allow-ips)
    """
    for each in snapshot.files.settings:
        if each.name in {"forwarded_allow_ips", "proxy_allow_ips"} and "*" in each.value:
            yield Hit(
                message=f"{each.program} believes forwarded headers from any address.",
                fix=f"Name the proxy's addresses in {each.name}, as in HARDENED_HOSTS_PROXIES.",
                location=each.location,
            )
