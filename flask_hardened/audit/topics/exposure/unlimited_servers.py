"""FHW026: servers without limits."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives


@rule(
    code="FHW026",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(770,),
    owasp=("A05",),
    asvs=("13.1.3",),
)
def unlimited_servers(snapshot: Snapshot) -> Iterator[Hit]:
    """A limit of the server is turned off.

    ## What it does
    Reports gunicorn's `limit_request_line` and `timeout` that are 0, and nginx's `client_max_body_size 0`. Where
    the platform in front has a timeout of its own, gunicorn's may be off.

    ## Why is this bad
    One client sends lines or bodies without an end, or makes views hang until each worker waits for it; the memory
    is used up, or nobody else is served.

    ## Example
    ```nginx
    client_max_body_size 0;
    ```

    ## Use instead
    ```nginx
    client_max_body_size 1m;
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [nginx: client_max_body_size](https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size)
    - [gunicorn: limit_request_line](https://docs.gunicorn.org/en/stable/settings.html#limit-request-line)
    """
    for each in snapshot.files.settings:
        if each.program == "gunicorn" and each.name in {"limit_request_line", "timeout"} and each.value == "0":
            yield Hit(
                message=f"gunicorn's {each.name} is turned off.",
                fix=f"Remove {each.name}, or give it a limit.",
                location=each.location,
            )
    for directive, _ in directives(snapshot):
        if directive.name == "client_max_body_size" and directive.args in {("0",), ("0k",), ("0m",)}:
            yield Hit(
                message="nginx takes bodies of any size.",
                fix="Give client_max_body_size the largest upload you expect.",
                location=directive.location,
            )
