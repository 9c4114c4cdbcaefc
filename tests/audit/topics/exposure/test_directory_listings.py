"""FHW029: lists of the files in a folder."""

import pytest

from flask_hardened.audit.topics.exposure.directory_listings import directory_listings
from tests.audit.asking_files import in_file


@pytest.mark.parametrize(
    "text",
    [
        "autoindex on;",
        "location /files/ { autoindex on; }",
    ],
)
def test_found_in_a_server(text: str) -> None:
    """For everything, or for one folder."""
    assert [2] == in_file(directory_listings, "nginx.conf", f"server {{\n{text}\n}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "autoindex off;",
        "autoindex_exact_size on;",
        "location /a/ { return 404; }",
    ],
)
def test_not_found_in_a_server(text: str) -> None:
    """Off, or not there."""
    assert [] == in_file(directory_listings, "nginx.conf", f"server {{\n{text}\n}}\n")
