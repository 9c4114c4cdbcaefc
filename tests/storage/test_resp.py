"""The protocol of Redis: what is sent, and whatever may come back, in pieces too."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.storage.resp import ErrorReply, IncompleteError, packed, parsed


def test_a_command_is_an_array_of_strings() -> None:
    """With their lengths, numbers as text."""
    assert b"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n12\r\n" == packed(("SET", "k", 12))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b":42\r\n", 42),
        (b":-1\r\n", -1),
        (b"+OK\r\n", b"OK"),
        (b"$5\r\na\r\nbc\r\n", b"a\r\nbc"),
        (b"$0\r\n\r\n", b""),
        (b"$-1\r\n", None),
        (b"*0\r\n", []),
        (b"*3\r\n:1\r\n$-1\r\n*1\r\n+x\r\n", [1, None, [b"x"]]),
        (b"-ERR no\r\n", ErrorReply("ERR no")),
    ],
)
def test_replies(data: bytes, expected: Any) -> None:
    """Each kind, followed by another reply; cut anywhere, it is incomplete."""
    found, end = parsed(data + b":1\r\n")
    assert (expected, type(expected), len(data)) == (found, type(found), end)
    for cut in range(len(data)):
        with pytest.raises(IncompleteError):
            parsed(data[:cut])


REPLIES = st.recursive(
    st.integers() | st.binary() | st.none(), lambda children: st.lists(children, max_size=4), max_leaves=12
)


def written(reply: Any) -> bytes:
    """Return a reply as a server writes it."""
    if reply is None:
        return b"$-1\r\n"
    if isinstance(reply, int):
        return b":%d\r\n" % reply
    if isinstance(reply, bytes):
        return b"$%d\r\n%s\r\n" % (len(reply), reply)
    return b"*%d\r\n%s" % (len(reply), b"".join(map(written, reply)))


@given(REPLIES)
def test_what_a_server_writes_is_read(reply: Any) -> None:
    """Any nesting of numbers, strings and nothing."""
    data = written(reply)
    assert (reply, len(data)) == parsed(data)


@given(st.binary(max_size=64))
def test_anything_else_is_refused(data: bytes) -> None:
    """With a ValueError, or by waiting for more; never with another exception."""
    with contextlib.suppress(ValueError, IncompleteError):
        parsed(data)
