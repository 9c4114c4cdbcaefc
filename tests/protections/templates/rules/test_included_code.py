"""FHM009: includes in scripts."""

import pytest

from flask_hardened.protections.templates.rules.included_code import included_code
from tests.audit.asking import places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n<script>{% include 'a.js' %}</script>", 2),
        ("<a href='{% include \"a.txt\" %}'>", 1),
        ("<p {% include 'a' %}>", 1),
        ("<style>{% include 'a.css' %}</style>", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(included_code, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "<p>{% include 'a.html' %}</p>",
        "<textarea>{% include 'a.txt' %}</textarea>",
        "<script></script>{% include 'a.html' %}",
        "<script>{{ a|tojson }}</script>",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(included_code, with_page(text))
