"""FHO001: responses that every site can read."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..origins import ANY
from ._policies import policies


@rule(
    code="FHO001",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(942,),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def any_origin(snapshot: Snapshot) -> Iterator[Hit]:
    """Scripts of every site can read a response.

    ## What it does
    Lists where CORS allows `*`: for the whole app, or for a route.

    ## Why is this bad
    It is right for what is public and the same for everybody. Anything else can be read through a visitor's browser:
    what is shown to the visitor's network only, such as an intranet's pages, or what a limit by address protects.

    ## Example
    ```python
    Hardened(app, cors=CorsOptions(origins=["*"]))
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example.com"]))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [Fetch: CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol)
    """
    for location, options in policies(snapshot):
        if ANY in options.origins:
            yield Hit(
                message="Scripts of every site can read the responses.",
                fix="Name the origins, or keep '*' to the views that are public.",
                location=location,
            )
