"""URLs that name another origin, as browsers read them."""

from __future__ import annotations

import pytest

from flask_hardened.markup.origins import names_another_origin


@pytest.mark.parametrize(
    "value",
    [
        "https://a",
        "HTTPS:a",
        "http:",
        "//a",
        "\\\\a",
        "/\\a",
        "\\/a",
        " //a",
        "\x00\x1f//a",
        "/\n/a",
        "h\tttps:",
        "blob:x",
    ],
)
def test_elsewhere(value):
    """A scheme or a host of its own."""
    assert names_another_origin(value)


@pytest.mark.parametrize(
    "value", ["", "/", "a", "/a//b", "./a:b", "?//", "#https:", "1a:b", "a/b:c", "\\a", "\u00a0//a"]
)
def test_here(value):
    """Relative to the page."""
    assert not names_another_origin(value)
