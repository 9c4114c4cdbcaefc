"""FHT013: a certificate that browsers do not trust."""

from __future__ import annotations

from flask_hardened.protections.transport.rules.rejected_certificates import rejected_certificates
from tests.audit.asking_responses import found, severities


def test_found_with_the_reason() -> None:
    """As the TLS library says it; on this machine it is good to know."""
    (finding,) = found(rejected_certificates, url="https://app.example", certificate="certificate has expired")
    assert "certificate has expired" in finding.message
    (local,) = found(rejected_certificates, url="https://localhost:8443", certificate="self-signed certificate")
    assert ["high", "info"] == severities([finding, local])


def test_not_found_for_a_trusted_one() -> None:
    """Nor where none was shown."""
    assert [] == found(rejected_certificates, url="https://app.example")
    assert [] == found(rejected_certificates)
