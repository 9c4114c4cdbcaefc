"""Character references in attribute values are decoded as browsers do."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.markup.references import attribute_value, normalized

VALUES = [
    ("a&amp;b", "a&b"),
    ("a&ampb", "a&ampb"),
    ("a&amp=b", "a&amp=b"),
    ("a&amp b", "a& b"),
    ("a&amp", "a&"),
    ("a&amp;=b", "a&=b"),
    ("&notit;", "&notit;"),
    ("&notin;", "\u2209"),
    ("&not", "\u00ac"),
    ("&not;it", "\u00acit"),
    ("&not-it", "\u00ac-it"),
    ("&copy=1", "&copy=1"),
    ("&copy1", "&copy1"),
    ("&copy\u00e9", "\u00a9\u00e9"),
    ("&copy;", "\u00a9"),
    ("&hellip", "&hellip"),
    ("&hellip;", "\u2026"),
    ("&unknown;", "&unknown;"),
    ("&;", "&;"),
    ("&", "&"),
    ("&#39;", "'"),
    ("&#39x", "'x"),
    ("&#x27;", "'"),
    ("&#X27z", "'z"),
    ("&#;", "&#;"),
    ("&#x;", "&#x;"),
    ("&#0;", "\ufffd"),
    ("&#xD800;", "\ufffd"),
    ("&#x110000;", "\ufffd"),
    ("&#99999999999999999999;", "\ufffd"),
    ("&#x80;", "\u20ac"),
    ("&#x81;", "\x81"),
    ("&#x9f;", "\u0178"),
    ("&#13;", "\r"),
    ("&#xFDD0;", "\ufdd0"),
    ("&#1;", "\x01"),
    ("&amp;amp;", "&amp;"),
    ("&ngE;", "\u2267\u0338"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\0b", "a\ufffdb"),
]


@pytest.mark.parametrize(("source", "value"), VALUES)
def test_attribute_value(source, value):
    """The legacy rule, numbers out of range, Windows-1252 and line breaks."""
    assert value == attribute_value(source)


def test_thousands_of_digits():
    """Python's limit on converting digits is not met."""
    assert "\ufffd" == attribute_value(f"&#{'9' * 10_000};")
    assert "'" == attribute_value(f"&#{'0' * 10_000}39;")
    assert "\ufffd" == attribute_value(f"&#x{'f' * 10_000};")


def test_normalized_leaves_references():
    """A script's text has none."""
    assert "a\n&amp;" == normalized("a\r&amp;")


PARTS = st.sampled_from(
    [
        "&",
        "#",
        "x",
        "3",
        "9",
        "27",
        ";",
        "=",
        "amp",
        "not",
        "in",
        "copy",
        "lt",
        "a",
        " ",
        "-",
        "\u00e9",
        "hellip",
        "ngE",
    ]
)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_agrees_with_html5lib(source):
    """An independent parser reads the same value."""
    tree = html5lib.parseFragment(f'<p title="{source}">', namespaceHTMLElements=False)
    assert tree[0].get("title") == attribute_value(source)
