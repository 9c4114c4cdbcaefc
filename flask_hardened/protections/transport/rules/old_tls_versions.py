"""FHT006: versions of TLS that are broken."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Value
from ....audit.source.placing import served

_PROTOCOLS = frozenset(
    {
        *(f"ssl.PROTOCOL_{name}" for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")),
        *(f"ssl._SSLMethod.PROTOCOL_{name}" for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")),
        *(f"ssl.TLSVersion.{name}" for name in ("SSLv3", "TLSv1", "TLSv1_1", "MINIMUM_SUPPORTED")),
        *(f"OpenSSL.SSL.{name}_METHOD" for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")),
    }
)
_UPPER_BOUND = "maximum_version"


@rule(
    code="FHT006",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(326, 327),
    owasp=("A02",),
    asvs=("12.1.1",),
)
def old_tls_versions(snapshot: Snapshot) -> Iterator[Hit]:
    """Connections may use a version of TLS that is broken.

    ## What it does
    Reports SSL 2 and 3, TLS 1.0 and 1.1, named as the protocol or as the lowest version of the modules `ssl` and
    `OpenSSL`.

    ## Why is this bad
    Browsers dropped them in 2020. An attacker on the way makes both sides agree on the oldest version they know, and
    then recovers cookies by what POODLE and BEAST have shown.

    ## Example
    ```python
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    ```

    ## Use instead
    ```python
    context = ssl.create_default_context()  # TLS 1.2 and later
    ```

    ## References
    - [RFC 8996: Deprecating TLS 1.0 and TLS 1.1](https://www.rfc-editor.org/rfc/rfc8996)
    - [CWE-327: Use of a Broken or Risky Cryptographic Algorithm](https://cwe.mitre.org/data/definitions/327.html)
    """
    for module in served(snapshot.source):
        if not any(name.startswith(("ssl", "OpenSSL")) for name in module.imports):
            continue
        for call in module.calls:
            for value in (*call.arguments, *(each for key, each in call.keywords.items() if key != _UPPER_BOUND)):
                if value.origin in _PROTOCOLS and call.name != "getattr":
                    yield _hit(value, call.location)
        for name, value, location in module.assignments:
            if value.origin in _PROTOCOLS and name.rpartition(".")[2] in ("minimum_version", "ssl_version", "protocol"):
                yield _hit(value, location)


def _hit(value: Value, location: Location) -> Hit:
    return Hit(
        message=f"{value.origin} is a version that is broken.",
        fix="Use ssl.create_default_context(), or TLSVersion.TLSv1_2 as the lowest version.",
        location=location,
    )
