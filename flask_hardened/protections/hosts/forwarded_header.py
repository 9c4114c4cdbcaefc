"""The Forwarded header (RFC 7239), read from its right end, where the nearest proxy wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PAIR = re.compile(rf'[ \t]*(?:({_WORD})=(?:({_WORD}(?:[:\[\]]{_WORD})*)|"((?:[^"\\]|\\.)*)"))?[ \t]*', re.ASCII)
_ESCAPED = re.compile(r"\\(.)")
_MAX_COMMAS = 8
"""Commas inside the quoted strings of one element; more is no address of ours."""


def elements_from_right(value: str) -> Iterator[dict[str, str] | None]:
    """Yield the elements of a Forwarded header, last one first; None, and no more, where one cannot be read.

    The shortest piece at the end that is complete in itself is the element. Reading from the left instead would let a
    client open a quoted string that swallows what the proxies appended.
    """
    pieces = value.split(",")
    while pieces:
        text = pieces.pop()
        element = _element(text)
        for _ in range(_MAX_COMMAS):
            if element is not None or not pieces:
                break
            text = f"{pieces.pop()},{text}"
            element = _element(text)
        yield element
        if element is None:
            return


def _element(text: str) -> dict[str, str] | None:
    """Read ``for=192.0.2.60;proto=http``; names in lower case, quotes undone."""
    pairs: dict[str, str] = {}
    position = 0
    while True:
        match = _PAIR.match(text, position)
        assert match is not None  # every part of the pattern is optional
        name, token, quoted = match.groups()
        if name is not None:
            if name.lower() in pairs:
                return None
            pairs[name.lower()] = token if quoted is None else _ESCAPED.sub(r"\1", quoted)
        position = match.end()
        if position == len(text):
            return pairs
        if text[position] != ";":
            return None
        position += 1
