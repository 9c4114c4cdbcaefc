"""FHW035: proxies to wherever the client says."""

import pytest

from flask_hardened.audit.topics.exposure.open_proxies import open_proxies
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "location /p { proxy_pass http://$arg_server/; }",
        "location / { proxy_pass $scheme://$http_host; }",
        "location / { proxy_pass https://$host$request_uri; }",
    ],
)
def test_found_in_a_server(text: str) -> None:
    """Hosts from the query, a header, the address."""
    assert [2] == in_file(open_proxies, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "location / { proxy_pass http://app:8000; }",
        "location / { proxy_pass http://$upstream; }",
        "location / { proxy_pass http://app/$arg_page; }",
        "location / { internal; proxy_pass http://$arg_server; }",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """Named servers, the authors' variables, paths, and what only nginx asks for."""
    assert [] == in_file(open_proxies, "nginx.conf", f"server {{\n{text}\n}}\n")
