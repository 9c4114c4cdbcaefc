"""FHO003: origins that come over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..origins import is_unencrypted
from ._policies import policies


@rule(
    code="FHO003",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(
        319,
        346,
    ),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def unencrypted_origins(snapshot: Snapshot) -> Iterator[Hit]:
    """An origin that may read responses is not encrypted.

    ## What it does
    Lists origins with `http://` that are not on the machine itself.

    ## Why is this bad
    Whoever sits between such a site and its visitors can put scripts into its pages, which then read whatever the site
    may read here. HTTPS of this app does not help.

    ## Example
    ```python
    Hardened(app, cors=CorsOptions(origins=["http://app.example.com"]))
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example.com"]))
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [OWASP HTML5 Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html)
    """
    for location, options in policies(snapshot):
        for entry in options.origins:
            if is_unencrypted(entry):
                yield Hit(
                    message=f"{entry} may read the responses, and its pages can be changed on the way.",
                    fix="Write the origin with https.",
                    location=location,
                )
