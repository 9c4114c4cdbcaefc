"""FHG004: redirects to every name below a domain."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..targets import parse_target
from ._listed import listed


@rule(
    code="FHG004",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(601,),
    owasp=("A01",),
    asvs=("3.7.2",),
)
def wide_targets(snapshot: Snapshot) -> Iterator[Hit]:
    """Redirects may lead to every name below a domain.

    ## What it does
    Lists entries such as `https://*.example.com`.

    ## Why is this bad
    One forgotten name is enough: a host that was given up and that somebody else has taken over, a user's own pages, or
    another open redirect. Below a domain where anybody can have a name, such as a hoster's, it allows every site.

    ## Example
    ```python
    Hardened(app, redirects=RedirectsOptions(allowed=["https://*.example.com"]))
    ```

    ## Use instead
    ```python
    Hardened(app, redirects=RedirectsOptions(allowed=["https://pay.example.com", "https://help.example.com"]))
    ```

    ## References
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    - [OWASP Unvalidated Redirects and Forwards Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html)
    """
    for location, entry in listed(snapshot):
        if parse_target(entry).below:
            yield Hit(
                message=f"Redirects may lead to every name that {entry} stands for.",
                fix="Name the origins one by one.",
                location=location,
            )
