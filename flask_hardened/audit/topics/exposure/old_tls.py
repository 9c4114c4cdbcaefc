"""FHW030: old versions of TLS."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives

_OLD = frozenset({"SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"})


@rule(
    code="FHW030",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(327, 326),
    owasp=("A02",),
    asvs=("12.1.1",),
)
def old_tls(snapshot: Snapshot) -> Iterator[Hit]:
    """Nginx offers versions of SSL or TLS that are broken.

    ## What it does
    Reports `ssl_protocols` with SSLv2, SSLv3, TLSv1 or TLSv1.1.

    ## Why is this bad
    An attacker in the network makes both sides fall back to the oldest version they share, and the old ones have
    known attacks such as POODLE and BEAST. Browsers have dropped them, so nobody needs them.

    ## Example
    ```nginx
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2;
    ```

    ## Use instead
    ```nginx
    ssl_protocols TLSv1.2 TLSv1.3;
    ```

    ## References
    - [CWE-327: Use of a Broken or Risky Cryptographic Algorithm](https://cwe.mitre.org/data/definitions/327.html)
    - [RFC 8996: Deprecating TLS 1.0 and TLS 1.1](https://www.rfc-editor.org/rfc/rfc8996)
    """
    for directive, _ in directives(snapshot):
        if directive.name == "ssl_protocols" and _OLD & set(directive.args):
            yield Hit(
                message="nginx offers versions of TLS that are broken.",
                fix="Offer TLSv1.2 and TLSv1.3 only.",
                location=directive.location,
            )
