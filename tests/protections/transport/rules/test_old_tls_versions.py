"""FHT006: versions of TLS that are broken."""

import pytest

from flask_hardened.protections.transport.rules.old_tls_versions import old_tls_versions
from tests.audit.asking_source import lines

IMPORTS = "import ssl; from OpenSSL import SSL\n"


@pytest.mark.parametrize(
    "text",
    [
        "ssl.SSLContext(ssl.PROTOCOL_TLSv1)",
        "ssl.SSLContext(protocol=ssl.PROTOCOL_TLSv1_1)",
        "ssl.wrap_socket(sock, ssl_version=ssl.PROTOCOL_SSLv3)",
        "context.minimum_version = ssl.TLSVersion.TLSv1",
        "SSL.Context(SSL.SSLv3_METHOD)",
    ],
)
def test_found_for_old_ones(text: str) -> None:
    """As the protocol, or as the lowest version."""
    assert [2] == lines(old_tls_versions, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)",
        "ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)",
        "context.minimum_version = ssl.TLSVersion.TLSv1_2",
        "OLD = {ssl.PROTOCOL_TLSv1: 'old'}",
        "if context.protocol == ssl.PROTOCOL_TLSv1: raise ValueError",
        "SSL.Context(SSL.TLSv1_2_METHOD)",
        "SSL.Context(SSL.SSLv23_METHOD)",
        "context.maximum_version = ssl.TLSVersion.TLSv1",
    ],
)
def test_not_found_for_new_ones(text: str) -> None:
    """Nor where an old one is only named."""
    assert [] == lines(old_tls_versions, IMPORTS + text)


def test_not_found_in_a_module_without_tls() -> None:
    """A namesake is none."""
    assert [] == lines(old_tls_versions, "from protocols import ssl as s\nconnect(s.PROTOCOL_TLSv1)")
