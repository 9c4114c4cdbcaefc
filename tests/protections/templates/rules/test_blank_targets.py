"""FHM007: links to new tabs."""

import pytest

from flask_hardened.protections.templates.rules.blank_targets import blank_targets
from tests.audit.asking import places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n<a href='https://example.org/' target='_blank'>", 2),
        ("<a target=_BLANK rel='nofollow'>", 1),
        ("<form target=_blank>", 1),
        ("<a href='//example.org/' target=_blank>", 1),
        ("<a href='/{{ x }}' target=_blank>", 1),
        ("<a href='{{ x }}' target=_blank>", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(blank_targets, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "<a target=_blank rel=noopener>",
        "<a target=_blank rel='nofollow noreferrer'>",
        "<a target=_self>",
        "<a href=_blank>",
        "<a target=_blank rel='{{ x }}'>",
        "<a target=_blank rel=opener>",
        "<a href='/a' target=_blank>",
        "<a href='/' target=_blank>",
        "<a href='/a/{{ x }}' target=_blank>",
        "<form action='?a' target=_blank>",
        "<a href='{{ url_for(x, id=y) }}?a' target=_blank>",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(blank_targets, with_page(text))
