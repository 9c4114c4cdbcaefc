"""FHW028: locations that lead out of their folder."""

import pytest

from flask_hardened.audit.topics.exposure.alias_traversal import alias_traversal
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "location /static { alias /srv/app/static/; }",
        "location ^~ /i { expires 1d; alias /srv/i/; }",
        "location /a { if ($b) { alias /c/; } }",
    ],
)
def test_found_in_a_server(text: str) -> None:
    """Prefixes without a slash at their end."""
    assert [2] == in_file(alias_traversal, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "location /static/ { alias /srv/app/static/; }",
        "location /static { alias /srv/app/static; }",
        "location = /a { alias /srv/a/; }",
        "location ~ ^/a(.*)$ { alias /srv/a/; }",
        "location /static { root /srv/app/; }",
        "# location /static { alias /srv/; }",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """A slash at both ends or at none; one path; a pattern; root; a comment."""
    assert [] == in_file(alias_traversal, "nginx.conf", f"server {{\n{text}\n}}\n")
