"""FHW033: addresses and hosts as the client claims them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives

_CLAIMED = re.compile(r"\$\{?http_(?:x_forwarded_(?:for|host)|x_real_ip|x_client_ip|forwarded)\b", re.IGNORECASE)


@rule(
    code="FHW033",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(348, 290),
    owasp=("A05",),
    asvs=("4.1.3",),
)
def claimed_forwarding(snapshot: Snapshot) -> Iterator[Hit]:
    """Nginx hands on what the client says about its own address or the host.

    ## What it does
    Reports `proxy_set_header` and `uwsgi_param` that give the app `$http_x_forwarded_for`, `$http_x_real_ip` or
    `$http_x_forwarded_host` unchanged, and, with low severity, `$http_host` as the host.
    `$proxy_add_x_forwarded_for` is fine where the app counts its proxies.

    ## Why is this bad
    The client writes these headers. An attacker sends another address with each request, so that limits and bans
    never count to two, or a host of their own, which comes back in the links of password mails.

    ## Example
    ```nginx
    proxy_set_header X-Forwarded-For $http_x_forwarded_for;
    proxy_set_header Host $http_host;
    ```

    ## Use instead
    ```nginx
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header Host $host;
    ```

    ## References
    - [CWE-348: Use of Less Trusted Source](https://cwe.mitre.org/data/definitions/348.html)
    - [CWE-290: Authentication Bypass by Spoofing](https://cwe.mitre.org/data/definitions/290.html)
    - [Gixy: Request's Host header forgery](https://github.com/yandex/gixy/blob/master/docs/en/plugins/hostspoofing.md)
    """
    for directive, _ in directives(snapshot):
        if directive.name not in {"proxy_set_header", "uwsgi_param"} or len(directive.args) < 2:
            continue
        header, value = directive.args[0], directive.args[1]
        if _CLAIMED.search(value):
            yield Hit(
                message=f"nginx gives the app {header} as the client wrote it.",
                fix=f"Give {header} the value $remote_addr, or $host for a host.",
                location=directive.location,
            )
        elif value == "$http_host" and header.lower() in {"host", "http_host", "x-forwarded-host"}:
            yield Hit(
                message=f"nginx gives the app {header} as the client wrote it, before nginx checked it.",
                fix="Write $host, and name the app's hosts with Flask-Hardened's hosts feature.",
                location=directive.location,
                severity=Severity.LOW,
            )
