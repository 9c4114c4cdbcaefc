"""FHM005: attributes without quotes."""

import pytest

from flask_hardened.protections.templates.rules.unquoted_attributes import unquoted_attributes
from tests.audit.asking import places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n<a title={{ x }}>", 2),
        ("<a title=a{{ x }}>", 1),
        ("<a href={{ x }}>", 1),
        ("<p onclick=f({{ x }})>", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(unquoted_attributes, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "<a title='{{ x }}'>",
        '<a title="{{ x }}">',
        "<a title=a>{{ x }}",
        "<a title={{ 'b' }}>",
        "<p {{ x }}>",
        "title={{ x }}",
        "<script>a={{ x }}</script>",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(unquoted_attributes, with_page(text))
