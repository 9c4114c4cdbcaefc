"""FHT003: HSTS leaves subdomains out."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TransportOptions


@rule(
    code="FHT003",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(319,),
    owasp=("A05",),
    asvs=("3.4.1",),
)
def hsts_without_subdomains(snapshot: Snapshot) -> Iterator[Hit]:
    """Strict-Transport-Security does not cover subdomains.

    ## What it does
    Reports `HARDENED_TRANSPORT_HSTS_INCLUDE_SUBDOMAINS` turned off while HSTS is sent.

    ## Why is this bad
    Somebody on the way can make a browser ask for `http://anything.example.com`, answer it, and set a cookie for the
    whole domain from there, also when that subdomain does not exist.

    ## Example
    ```python
    Hardened(app, transport=TransportOptions(hsts_include_subdomains=False))
    ```

    ## Use instead
    Serve every subdomain over HTTPS, then leave the option at its default:
    ```python
    Hardened(app)
    ```

    ## References
    - [RFC 6797 section 14.4: The Need for includeSubDomains](https://www.rfc-editor.org/rfc/rfc6797#section-14.4)
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    """
    options = snapshot.options(TransportOptions)
    if options is not None and options.hsts_max_age and not options.hsts_include_subdomains:
        yield Hit(
            message="Subdomains may still be asked for over plain HTTP.",
            fix="Serve all of them over HTTPS and remove the option.",
            location=setting_of("transport", "hsts_include_subdomains"),
        )
