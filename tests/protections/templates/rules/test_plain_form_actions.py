"""FHM008: forms over plain HTTP."""

import pytest

from flask_hardened.protections.templates.rules.plain_form_actions import plain_form_actions
from tests.audit.asking import places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n<form action='http://example.com/'>", 2),
        ("<form action=' HTTP://{{ host }}/a'>", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(plain_form_actions, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "<form action='https://example.com/'>",
        "<form action='/a'>",
        "<form action='{{ x }}'>",
        "<a href='http://example.com/'>",
        "<form>",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(plain_form_actions, with_page(text))
