"""FHT004: paths that are served over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TransportOptions

CHALLENGES = "/.well-known/acme-challenge/"


@rule(
    code="FHT004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(319,),
    owasp=("A02",),
    asvs=("12.2.1",),
)
def plain_http_paths(snapshot: Snapshot) -> Iterator[Hit]:
    """Some paths are answered over plain HTTP.

    ## What it does
    Lists `HARDENED_TRANSPORT_EXEMPT_PATHS`. The path of ACME challenges, which certificate authorities ask over http,
    is not reported, nor are the health paths.

    ## Why is this bad
    What is served there can be read and changed on its way. A cookie with `Secure` is not sent there, but anything the
    page itself says or asks for is open.

    ## Example
    ```python
    Hardened(app, transport=TransportOptions(exempt_paths=["/legacy-api/"]))
    ```

    ## Use instead
    Have the clients use HTTPS, or exempt exactly the path that cannot, and serve nothing personal there:
    ```python
    Hardened(app, transport=TransportOptions(exempt_paths=["/time"]))
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    """
    options = snapshot.options(TransportOptions)
    for path in () if options is None else options.exempt_paths:
        if not path.startswith(CHALLENGES):
            below = " and everything below it" if path.endswith("/") else ""
            yield Hit(
                message=f"{path}{below} is answered over plain HTTP.",
                fix="Remove it, or serve nothing personal there.",
                location=setting_of("transport", "exempt_paths"),
            )
