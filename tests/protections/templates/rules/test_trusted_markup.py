"""FHM003: values put out as they are."""

import pytest

from flask_hardened.protections.templates.rules.trusted_markup import trusted_markup
from tests.audit.asking import places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{{ x|safe }}", 2),
        ("<p title='{{ x|upper|safe }}'>", 1),
        ("{{ Markup(x) }}", 1),
        ("{% set y = x|safe %}", 1),
        ("{{ f(x|safe) }}", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(trusted_markup, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ '<b>'|safe }}",
        "{{ x }}",
        "{# {{ x|safe }} #}",
        "{{ x if false }}",
        "<p>|safe</p>",
        "{{ safe }}",
        "{{ x|tojson }}",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(trusted_markup, with_page(text))
