"""Where in JavaScript a text ends: in code, a string, a template literal, a regular expression, or a comment.

Source: ECMA-262, 12 "Lexical Grammar" and B.1.1 "HTML-like Comments". Whether a slash divides or begins a regular
expression depends on the grammar; it is told by the token before, as Go's ``html/template`` does: after ``)`` it
divides, after ``}`` it does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from .tags import HOLE

ScriptKind = Literal["code", "single", "double", "template", "regex", "line-comment", "comment"]

_CODE = re.compile(
    r"(?P<line>[\n\r\u2028\u2029]+)|(?P<blank>[ \t\v\f\xa0\ufeff]+)|(?P<comment>//|/\*|<!--)|(?P<quote>[\"'`])"
    rf"|(?P<slash>/)|(?P<word>[\w${HOLE}]+)|(?P<open>[{{(\[])|(?P<close>[}})\]])|(?P<other>-->|\+\+|--|.)",
    re.DOTALL,
)
_BODIES: dict[ScriptKind, re.Pattern[str]] = {
    "single": re.compile(r"[^\\'\n\r]*"),
    "double": re.compile(r'[^\\"\n\r]*'),
    "template": re.compile(r"(?:[^\\`$]|\$(?!\{))*"),
    "regex": re.compile(r"[^\\/\n\r\[\]\u2028\u2029]*"),
    "line-comment": re.compile(r"[^\n\r\u2028\u2029]*"),
    "comment": re.compile(r"(?:[^*]|\*(?!/))*"),
}
_QUOTES: dict[str, ScriptKind] = {"'": "single", '"': "double", "`": "template"}
_COMMENTS: dict[str, ScriptKind] = {"//": "line-comment", "/*": "comment", "<!--": "line-comment"}
_BEFORE_REGEX = frozenset(
    {
        *("await", "case", "delete", "do", "else", "extends", "in", "instanceof", "new", "of", "return", "throw"),
        *("typeof", "void", "yield"),
    }
)


@dataclass(frozen=True)
class ScriptPoint:
    """The state at one point of a script."""

    kind: ScriptKind = "code"
    operand: bool = False
    """In code, whether a value ends here, so that a slash divides."""
    fresh: bool = True
    """In code, whether nothing but blanks and comments stand before on the line."""
    braces: tuple[int, ...] = ()
    """For each template literal around, how many braces are open inside its ``${``."""
    in_class: bool = False
    """In a regular expression, whether it is inside brackets."""
    escaped: bool = False
    """Whether a backslash stands right before."""


@lru_cache(maxsize=512)
def read_script(text: str, start: ScriptPoint = ScriptPoint()) -> ScriptPoint:
    """Tell where `text` ends if it begins at `start`."""
    point, at = start, 0
    while at < len(text):
        if point.escaped:
            point = replace(point, escaped=False)
            at += 1
        elif point.kind == "code":
            match = _CODE.match(text, at)
            assert match is not None
            point = _token(point, match)
            at = match.end()
        else:
            point, at = _inside(point, text, at)
    return point


def _token(point: ScriptPoint, match: re.Match[str]) -> ScriptPoint:
    kind, part = match.lastgroup, match.group()
    if kind == "blank":
        return point
    if kind == "line":
        return replace(point, fresh=True)
    if kind == "comment":
        return replace(point, kind=_COMMENTS[part])
    if kind == "quote":
        return replace(point, kind=_QUOTES[part], operand=True, fresh=False)
    if kind == "slash":
        return replace(point, kind="code" if point.operand else "regex", operand=not point.operand, fresh=False)
    if part == "-->" and point.fresh:
        return replace(point, kind="line-comment")
    if kind == "word":
        return replace(point, operand=part not in _BEFORE_REGEX, fresh=False)
    if part in ("{", "}") and point.braces:
        *outer, depth = point.braces
        if part == "}" and depth == 0:
            return replace(point, kind="template", braces=tuple(outer), operand=True)
        depth += 1 if part == "{" else -1
        return replace(point, braces=(*outer, depth), operand=False, fresh=False)
    operand = part in (")", "]") or (part in ("++", "--") and point.operand)
    return replace(point, operand=operand, fresh=False)


def _inside(point: ScriptPoint, text: str, at: int) -> tuple[ScriptPoint, int]:
    """Go to the next character that matters in a string, literal, expression or comment, and over it."""
    match = _BODIES[point.kind].match(text, at)
    assert match is not None
    at = match.end()
    if at == len(text):
        return point, at
    char = text[at]
    kind = point.kind
    if kind == "comment":
        return replace(point, kind="code"), at + 2
    if kind == "line-comment":
        return replace(point, kind="code", fresh=True), at
    if char == "\\":
        return replace(point, escaped=True), at + 1
    if kind == "template" and char == "$":
        return replace(point, kind="code", operand=False, braces=(*point.braces, 0)), at + 2
    if kind == "regex" and (char in "[]" or (char == "/" and point.in_class)):
        return replace(point, in_class=char != "]" and (point.in_class or char == "[")), at + 1
    ended = replace(point, kind="code", operand=True, in_class=False)
    return ended, at if char in "\n\r\u2028\u2029" else at + 1
