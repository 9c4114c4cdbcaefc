"""Where in CSS a text ends: before a declaration, in a value, a string, an address, or a comment.

Source: CSS Syntax Level 3, 4 "Tokenization".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

StyleKind = Literal["plain", "single", "double", "url", "comment"]

_PLAIN = re.compile(
    r"(?P<comment>/\*)|(?P<url>url\([ \t\n\r\f]*)|(?P<quote>[\"'])|(?P<escape>\\)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_BODIES: dict[StyleKind, re.Pattern[str]] = {
    "single": re.compile(r"[^\\'\n\r\f]*"),
    "double": re.compile(r'[^\\"\n\r\f]*'),
    "url": re.compile(r"[^\\)]*"),
    "comment": re.compile(r"(?:[^*]|\*(?!/))*"),
}


@dataclass(frozen=True)
class StylePoint:
    """The state at one point of a style sheet or a ``style`` attribute."""

    kind: StyleKind = "plain"
    fresh: bool = True
    """Whether a declaration or a rule may begin here: nothing stands before, or ``;``, or a brace."""
    address: bool = False
    """Whether a string is that of ``url("...")``, or of ``@import``."""
    escaped: bool = False
    """Whether a backslash stands right before."""


@lru_cache(maxsize=512)
def read_style(text: str) -> StylePoint:
    """Tell where `text` ends if it begins a style sheet or attribute."""
    point, at = StylePoint(), 0
    importing = False
    while at < len(text):
        if point.escaped:
            point, at = replace(point, escaped=False), at + 1
        elif point.kind != "plain":
            point, at = _inside(point, text, at)
        else:
            match = _PLAIN.match(text, at)
            assert match is not None
            at = match.end()
            part = match.group()
            if part == ";":
                importing = False
            elif part == "@":
                importing = text[at : at + 6].lower() == "import"
            point = _token(point, match, text, importing=importing)
            if point.kind == "url" and at < len(text) and text[at] in "\"'":
                point, at = replace(point, kind="double" if text[at] == '"' else "single", address=True), at + 1
    return point


def _token(point: StylePoint, match: re.Match[str], text: str, *, importing: bool) -> StylePoint:
    kind, part = match.lastgroup, match.group()
    if kind == "comment":
        return replace(point, kind="comment")
    if kind == "url":
        return replace(point, kind="url", fresh=False)
    if kind == "quote":
        return replace(point, kind="double" if part == '"' else "single", address=importing, fresh=False)
    if kind == "escape":
        return replace(point, escaped=True, fresh=False)
    return point if part.isspace() else replace(point, fresh=part in ";{}")


def _inside(point: StylePoint, text: str, at: int) -> tuple[StylePoint, int]:
    match = _BODIES[point.kind].match(text, at)
    assert match is not None
    at = match.end()
    if at == len(text):
        return point, at
    if point.kind == "comment":
        return replace(point, kind="plain"), at + 2
    if text[at] == "\\":
        return replace(point, escaped=True), at + 1
    return replace(point, kind="plain", address=False), at + 1
