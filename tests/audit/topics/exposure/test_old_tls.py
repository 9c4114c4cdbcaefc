"""FHW030: old versions of TLS."""

import pytest

from flask_hardened.audit.topics.exposure.old_tls import old_tls
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "ssl_protocols TLSv1 TLSv1.1 TLSv1.2;",
        "ssl_protocols TLSv1.1;",
        "ssl_protocols SSLv3 TLSv1.2;",
    ],
)
def test_found_in_a_server(text: str) -> None:
    """Whatever else is offered."""
    assert [2] == in_file(old_tls, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_protocols TLSv1.3;",
        "ssl_prefer_server_ciphers on;",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """New versions, and the default."""
    assert [] == in_file(old_tls, "nginx.conf", f"server {{\n{text}\n}}\n")
