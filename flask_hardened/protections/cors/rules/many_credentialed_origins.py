"""FHO002: credentials for origins that nobody has named."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..origins import ANY, Origin, parse_entry
from ._policies import policies


@rule(
    code="FHO002",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(
        942,
        346,
    ),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def many_credentialed_origins(snapshot: Snapshot) -> Iterator[Hit]:
    """Origins that only a pattern describes may send credentials.

    ## What it does
    Lists wildcards and regular expressions among origins that may send cookies.

    ## Why is this bad
    Whoever gets any page below the domain reads what its visitors may read: a forgotten subdomain whose host was given
    up can be taken over, and one page with a script injection among many is enough.

    ## Example
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://*.example.com"], credentials=True))
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example.com"], credentials=True))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [OWASP: subdomain takeover](https://owasp.org/www-project-web-security-testing-guide/)
    """
    for location, options in policies(snapshot):
        if not options.credentials:
            continue
        for entry in options.origins:
            if entry != ANY and not isinstance(parse_entry(entry), Origin):
                shown = entry if isinstance(entry, str) else entry.pattern
                yield Hit(
                    message=f"Every origin that {shown} describes may send credentials and read the responses.",
                    fix="Name the origins one by one, or turn credentials off.",
                    location=location,
                )
