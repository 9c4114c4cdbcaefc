"""FHG003: redirects to plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..targets import parse_target
from ._listed import listed


@rule(
    code="FHG003",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(319, 601),
    owasp=("A02",),
    asvs=("3.7.2", "12.2.1"),
)
def unencrypted_targets(snapshot: Snapshot) -> Iterator[Hit]:
    """A place that redirects may lead to is not encrypted.

    ## What it does
    Lists entries with `http://` that are not on the machine itself.

    ## Why is this bad
    What the redirect carries, such as a code or a token in its query, crosses the network in clear text. Whoever sits
    on the way can answer in that site's name, and visitors have come there from yours.

    ## Example
    ```python
    Hardened(app, redirects=RedirectsOptions(allowed=["http://pay.example.com"]))
    ```

    ## Use instead
    ```python
    Hardened(app, redirects=RedirectsOptions(allowed=["https://pay.example.com"]))
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    """
    for location, entry in listed(snapshot):
        if parse_target(entry).is_unencrypted:
            yield Hit(
                message=f"Redirects may lead to {entry}, whose pages can be changed on the way.",
                fix="Write the origin with https.",
                location=location,
            )
