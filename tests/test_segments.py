"""Base64url in its one canonical form."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.segments import from_segment, to_segment


@given(st.binary(max_size=100))
def test_bytes_come_back(data):
    """What is written is read, and is base64url without its padding."""
    text = to_segment(data)
    assert base64.urlsafe_b64encode(data).decode().rstrip("=") == text
    assert data == from_segment(text)


@given(st.text("AQgw_-=+/\n. é0", max_size=12))
def test_one_text_for_each_value(text):
    """A text is refused, or is the one that its bytes are written as."""
    try:
        data = from_segment(text)
    except ValueError:
        return
    assert text == to_segment(data)


@pytest.mark.parametrize(
    "text", ["A", "AB", "AA==", "AA=", "A+A/", "AAAA\n", " AAAA", "AA AA", "AAAé", "AA.AA", "AAAA="]
)
def test_other_spellings_are_refused(text):
    """Padding, other alphabets, white space, bits behind the end: none is skipped."""
    with pytest.raises(ValueError):
        from_segment(text)


def test_near_misses_are_read():
    """The canonical spelling of one zero byte, of two, and of nothing."""
    assert [b"\0", b"\0\0", b""] == [from_segment("AA"), from_segment("AAA"), from_segment("")]
