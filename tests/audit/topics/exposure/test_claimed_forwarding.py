"""FHW033: addresses and hosts as the client claims them."""

import pytest

from flask_hardened.audit.topics.exposure.claimed_forwarding import claimed_forwarding
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "proxy_set_header X-Forwarded-For $http_x_forwarded_for;",
        "location / { proxy_set_header X-Real-IP $http_x_real_ip; }",
        "proxy_set_header Host $http_host;",
        'proxy_set_header X-Forwarded-For "$http_x_forwarded_for, $remote_addr";',
    ],
)
def test_found_in_a_server(text: str) -> None:
    """Addresses and hosts that the client wrote."""
    assert [2] == in_file(claimed_forwarding, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "proxy_set_header Host $host;",
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header X-Host $http_host;",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """What nginx knows itself, what it adds to, and other headers."""
    assert [] == in_file(claimed_forwarding, "nginx.conf", f"server {{\n{text}\n}}\n")
