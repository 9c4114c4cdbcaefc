"""FHH003: ``*`` among the allowed hosts."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import HostsOptions

EVERY = "*"


@rule(
    code="FHH003",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(644, 183),
    owasp=("A05",),
)
def every_host(snapshot: Snapshot) -> Iterator[Hit]:
    """The list of allowed hosts contains `*`, so every host name is answered.

    ## What it does
    Reports `*` in `HARDENED_HOSTS_ALLOWED` or in Flask's `TRUSTED_HOSTS`. A name with a wildcard, such as
    `*.example.com`, is not reported.

    ## Why is this bad
    The check is on and checks nothing: links in mails, redirects and cached pages can be made to name any host.

    ## Example
    ```python
    Hardened(app, hosts=HostsOptions(allowed=["*"]))
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(allowed=["www.example.com", "*.example.com"]))
    ```

    ## References
    - [CWE-183: Permissive List of Allowed Inputs](https://cwe.mitre.org/data/definitions/183.html)
    - [CWE-644: Improper Neutralization of HTTP Headers](https://cwe.mitre.org/data/definitions/644.html)
    """
    options = snapshot.options(HostsOptions)
    places = []
    if options is not None and EVERY in options.allowed:
        places.append(setting_of("hosts", "allowed"))
    trusted = snapshot.config.values.get("TRUSTED_HOSTS") or ()
    if EVERY in (trusted if isinstance(trusted, (list, tuple, set, frozenset)) else [trusted]):
        places.append(Location(setting="TRUSTED_HOSTS"))
    for place in places:
        yield Hit(
            message="'*' answers to every host name there is.",
            fix="Name the hosts, such as 'example.com' or '*.example.com'.",
            location=place,
        )
