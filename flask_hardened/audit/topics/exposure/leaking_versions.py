"""FHW031: versions of servers."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives


@rule(
    code="FHW031",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(200,),
    owasp=("A05",),
    asvs=("13.4.6",),
)
def leaking_versions(snapshot: Snapshot) -> Iterator[Hit]:
    """Nginx tells its version to everybody.

    ## What it does
    Reports `server_tokens on`, and a whole configuration (with an `http` block) that never turns it off, since it
    is on by default.

    ## Why is this bad
    Error pages and the `Server` header hold the version, and search engines for servers list them: when a hole
    becomes known, an attacker has the addresses of all that have it.

    ## Example
    ```nginx
    server_tokens on;
    ```

    ## Use instead
    ```nginx
    server_tokens off;
    ```

    ## References
    - [CWE-200: Exposure of Sensitive Information to an Unauthorized Actor](https://cwe.mitre.org/data/definitions/200.html)
    - [nginx: server_tokens](https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens)
    """
    for directive, _ in directives(snapshot):
        inside = (
            [each for each, _ in directive.walk() if each.name == "server_tokens"] if directive.name == "http" else None
        )
        told = directive.name == "server_tokens" and directive.args[:1] in {("on",), ("build",)}
        if told or inside == []:
            yield Hit(
                message="nginx tells its version in headers and error pages.",
                fix="Write server_tokens off in the http block.",
                location=directive.location,
            )
