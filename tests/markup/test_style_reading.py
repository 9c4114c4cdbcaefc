"""Where in CSS a text ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.markup.style_reading import StylePoint, read_style

ENDS = [
    ("", StylePoint()),
    ("color: ", StylePoint(fresh=False)),
    ("color: red;", StylePoint()),
    ("b { ", StylePoint()),
    ("b { } ", StylePoint()),
    ("font: '", StylePoint(kind="single", fresh=False)),
    ('font: "a\\"', StylePoint(kind="double", fresh=False)),
    ("font: 'a\n", StylePoint(fresh=False)),
    ("a: url(", StylePoint(kind="url", fresh=False)),
    ("a: URL( x", StylePoint(kind="url", fresh=False)),
    ("a: url(x)", StylePoint(fresh=False)),
    ("a: url( '", StylePoint(kind="single", fresh=False, address=True)),
    ("a: url('x')", StylePoint(fresh=False)),
    ('@import "', StylePoint(kind="double", fresh=False, address=True)),
    ("@import 'a'; b: '", StylePoint(kind="single", fresh=False)),
    ("/* '", StylePoint(kind="comment")),
    ("/* ' */ ", StylePoint()),
    ("a: b /* ; */", StylePoint(fresh=False)),
    ("a: \\", StylePoint(fresh=False, escaped=True)),
]


@pytest.mark.parametrize(("text", "point"), ENDS)
def test_the_place(text, point):
    """Declarations, strings, addresses and comments."""
    assert point == read_style(text)


@given(
    st.lists(st.sampled_from(["'", '"', "url(", ")", "/*", "*/", "\\", "\n", "a", ":", ";", "{", "}", "@import ", " "]))
)
def test_any_text_can_be_read(parts):
    """It never fails."""
    assert isinstance(read_style("".join(parts)), StylePoint)
