"""RESP2, the protocol of Redis and Valkey, as far as the store needs it.

Source: https://redis.io/docs/latest/develop/reference/protocol-spec/
"""

from __future__ import annotations

from typing import Any

_END = b"\r\n"
_ERROR, _STRING, _INTEGER, _BULK, _ARRAY = b"-+:$*"


class IncompleteError(Exception):
    """More of the answer has to be read."""


class ErrorReply(str):
    """What the server says instead of an answer; starts with a word such as ``NOSCRIPT``."""

    __slots__ = ()


def packed(words: tuple[str | int, ...]) -> bytes:
    """Return a command; its words are ASCII."""
    texts = [f"*{len(words)}\r\n"]
    for word in words:
        text = str(word)
        texts.append(f"${len(text)}\r\n{text}\r\n")
    return "".join(texts).encode("ascii")


def parsed(data: bytes, at: int = 0) -> tuple[Any, int]:
    """Return the reply that begins at `at`, and where the next one does. Errors are returned as :class:`ErrorReply`.

    :raises IncompleteError: if its end is missing.
    :raises ValueError: if it is none.
    """
    end = data.find(_END, at)
    if end < 0:
        raise IncompleteError
    kind, line = data[at], data[at + 1 : end]
    at = end + 2
    if kind == _INTEGER:
        return int(line), at
    if kind == _ARRAY:
        items: list[Any] = []
        for _ in range(int(line)):
            item, at = parsed(data, at)
            items.append(item)
        return items, at
    if kind == _BULK:
        size = int(line)
        if size < 0:
            return None, at
        if len(data) < at + size + 2:
            raise IncompleteError
        return data[at : at + size], at + size + 2
    if kind == _STRING:
        return line, at
    if kind == _ERROR:
        return ErrorReply(line.decode("utf-8", "replace")), at
    raise ValueError(f"no reply begins with {bytes([kind])!r}")
