"""FHW031: versions of servers."""

import pytest

from flask_hardened.audit.topics.exposure.leaking_versions import leaking_versions
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "server_tokens on;",
        "server_tokens build;",
    ],
)
def test_found_in_a_server(text: str) -> None:
    """When it is said."""
    assert [2] == in_file(leaking_versions, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "server_tokens off;",
        "listen 80;",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """When it is off; a part of a configuration does not tell the rest."""
    assert [] == in_file(leaking_versions, "nginx.conf", f"server {{\n{text}\n}}\n")


def test_found_where_nothing_turns_it_off() -> None:
    """A whole configuration has nginx's default."""
    assert [1] == in_file(leaking_versions, "nginx.conf", "http {\n    server { listen 80; }\n}\n")


def test_not_found_in_a_whole_configuration_that_turns_it_off() -> None:
    """Wherever it does."""
    assert [] == in_file(leaking_versions, "nginx.conf", "http { server_tokens off; server { listen 80; } }\n")
