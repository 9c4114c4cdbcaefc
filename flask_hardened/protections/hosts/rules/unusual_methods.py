"""FHH005: methods that web applications do not need."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import FORBIDDEN_METHODS, HostsOptions

USUAL = frozenset(HostsOptions().methods)


@rule(
    code="FHH005",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(749, 650),
    owasp=("A05",),
    asvs=("4.1.4", "13.4.4"),
)
def unusual_methods(snapshot: Snapshot) -> Iterator[Hit]:
    """Requests with unusual methods reach the app.

    ## What it does
    Reports methods beyond the usual seven in `HARDENED_HOSTS_METHODS`, and, where nothing checks methods, routes that
    are registered for TRACE, TRACK or CONNECT.

    ## Why is this bad
    Checks are often written for the methods their author knew: a CSRF check that looks at POST, PUT, PATCH and DELETE
    lets PROPFIND or MKCOL through. TRACE sends back the request's headers, cookies included.

    ## Example
    ```python
    Hardened(app, hosts=HostsOptions(methods=["GET", "HEAD", "POST", "OPTIONS", "PROPFIND"]))
    ```

    ## Use instead
    ```python
    Hardened(app)  # GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS
    ```

    ## References
    - [CWE-749: Exposed Dangerous Method or Function](https://cwe.mitre.org/data/definitions/749.html)
    - [RFC 9110 section 9: Methods](https://www.rfc-editor.org/rfc/rfc9110#section-9)
    """
    options = snapshot.options(HostsOptions)
    if options is not None:
        more = sorted(set(options.methods) - USUAL)
        if more:
            yield Hit(
                message=f"Requests with {', '.join(more)} reach the app.",
                fix="Leave out what no route answers.",
                location=setting_of("hosts", "methods"),
            )
        return
    for route in snapshot.routes:
        echoing = sorted(FORBIDDEN_METHODS.intersection(route.methods))
        if echoing:
            yield Hit(
                message=f"The route answers {', '.join(echoing)}, and nothing refuses it before.",
                fix=f"Remove {', '.join(echoing)} from its methods.",
                location=route.location,
                severity=Severity.MEDIUM,
            )
