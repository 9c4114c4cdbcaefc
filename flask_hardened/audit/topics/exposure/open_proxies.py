"""FHW035: proxies to wherever the client says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives

_REQUESTED = re.compile(r"(?:\w+://|\$scheme://)?\$\{?(?:arg_|http_|cookie_|host\b)", re.IGNORECASE)


@rule(
    code="FHW035",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(918, 441),
    owasp=("A10",),
    asvs=("13.2.5",),
)
def open_proxies(snapshot: Snapshot) -> Iterator[Hit]:
    """Nginx asks whatever server the client names.

    ## What it does
    Reports `proxy_pass` whose host comes from a query parameter, a header, a cookie or the `Host` header. Locations
    that are `internal` are left out.

    ## Why is this bad
    An attacker sends requests through it to servers that only nginx reaches: other containers, admin consoles, the
    cloud's metadata service with its keys; or uses it to hide where an attack comes from.

    ## Example
    ```nginx
    proxy_pass http://$arg_server/;
    ```

    ## Use instead
    ```nginx
    proxy_pass http://images.internal/;
    ```

    ## References
    - [CWE-918: Server-Side Request Forgery (SSRF)](https://cwe.mitre.org/data/definitions/918.html)
    - [CWE-441: Unintended Proxy or Intermediary](https://cwe.mitre.org/data/definitions/441.html)
    - [Gixy: Server Side Request Forgery](https://github.com/yandex/gixy/blob/master/docs/en/plugins/ssrf.md)
    """
    for directive, above in directives(snapshot):
        if directive.name != "proxy_pass" or not directive.args or not _REQUESTED.match(directive.args[0]):
            continue
        if not any(child.name == "internal" for each in above for child in each.children):
            yield Hit(
                message="proxy_pass goes to a host that the request names.",
                fix="Name the server, or choose one from a map of those that are allowed.",
                location=directive.location,
            )
