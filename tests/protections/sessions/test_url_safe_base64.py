"""Base64 as itsdangerous reads it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from itsdangerous import BadData
from itsdangerous.encoding import base64_decode as theirs
from itsdangerous.encoding import base64_encode

from flask_hardened.protections.sessions.url_safe_base64 import base64_decode

TEXTS = st.binary(max_size=40) | st.text("AZaz09-_+/=. \n", max_size=40).map(str.encode)


@given(TEXTS)
@example(b"A")
@example(b"AA==AA")
@example(b"=AAA")
def test_the_same_is_read_and_the_same_refused(text: bytes) -> None:
    """Whatever the text: what one of them takes, the other takes for the same."""
    try:
        expected = theirs(text)
    except BadData:
        with pytest.raises(ValueError):
            base64_decode(text)
    else:
        assert expected == base64_decode(text)


@given(st.binary(max_size=60))
def test_what_was_written_is_read(raw: bytes) -> None:
    """With and without the need for padding."""
    assert raw == base64_decode(base64_encode(raw))
