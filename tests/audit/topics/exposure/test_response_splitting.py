"""FHW034: headers that a path can end."""

import pytest

from flask_hardened.audit.topics.exposure.response_splitting import response_splitting
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "return 301 https://$host$uri;",
        "return https://a.example$document_uri;",
        "rewrite ^ https://$host$uri permanent;",
        "location / { add_header X-Path $uri; }",
    ],
)
def test_found_in_a_server(text: str) -> None:
    """Redirects and headers."""
    assert [2] == in_file(response_splitting, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "return 301 https://$host$request_uri;",
        "return 200 $uri;",
        "rewrite ^/a$ /b$uri last;",
        "try_files $uri $uri/ =404;",
        "add_header X-Path $uri_hash;",
        "return 404;",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """The path as it was sent, bodies, files, other variables."""
    assert [] == in_file(response_splitting, "nginx.conf", f"server {{\n{text}\n}}\n")
