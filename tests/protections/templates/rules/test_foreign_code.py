"""FHM006: code of other sites."""

import pytest

from flask_hardened.protections.templates.rules.foreign_code import foreign_code
from tests.audit.asking import places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n<script src='https://cdn.example/a.js'></script>", 2),
        ("<script src=//cdn.example/{{ x }}></script>", 1),
        ("<link rel='stylesheet' href='https://cdn.example/a.css'>", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(foreign_code, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script src='/a.js'></script>",
        '<script src=\'{{ url_for("static", filename="a.js") }}\'></script>',
        "<script src='https://cdn.example/a.js' integrity='sha384-x'></script>",
        "<link rel=icon href='https://cdn.example/a.png'>",
        "<img src='https://cdn.example/a.png'>",
        "<!-- <script src='https://cdn.example/a.js'></script> -->",
        "<script>a()</script>",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(foreign_code, with_page(text))
