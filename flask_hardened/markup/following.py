"""Values of attributes with expressions in them, followed as they are rendered."""

import re
from collections.abc import Callable
from decimal import Decimal

from jinja2.runtime import Macro
from markupsafe import Markup, escape

from .hashes import attribute_hash

NOTHING = Markup("")
SILENT = frozenset({"text", "end"})
"""Kinds of parts that are text of the template, of which nothing is put out again."""
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


class FollowedValue:
    """Puts a value together as it is rendered, and hands on its hash if no part of it can be data but numbers.

    ``value[before:part:kind]`` notes the template's text before a part, and the part, which it gives back. The kinds:

    - ``"number"``: whatever an expression gives; anything but a number ends the matter.
    - ``"literal"``: what an expression chooses of constants without characters that are escaped.
    - ``"json"``: a number that went through ``tojson``.
    - ``""``: a translation; as markup if it is put out with autoescaping.
    - ``"argument"`` and ``"function"``: what a translation or a filter is given, and the function that translates. They
      are not put out themselves. An argument has to be a number, and the function no macro.
    - ``"text"`` and ``"end"``: there is only text, and it is the last.
    """

    __slots__ = ("_give", "_parts")

    def __init__(self, give: Callable[[str], None] | None) -> None:
        self._give = give
        self._parts: list[str] | None = None if give is None else []

    def __getitem__(self, part: slice) -> object:
        kind = part.step
        parts = self._parts
        if parts is not None:
            text = _text(part.stop, kind)
            if text is None:
                self._parts = None
            else:
                parts += (part.start, text)
                if kind == "end" and self._give is not None:
                    self._give(attribute_hash("".join(parts)))
        return NOTHING if kind in SILENT else part.stop


def _text(value: object, kind: object) -> str | None:
    """Give the text that a part is put out as; None if it may be data."""
    if kind in SILENT:
        return ""
    if kind == "number":
        return _number(value)
    if kind == "literal":
        return str(value)
    if kind == "json":
        return str(value) if _NUMBER.fullmatch(str(value)) else None
    if kind == "argument":
        return None if _number(value) is None else ""
    if kind == "function":
        return None if isinstance(value, Macro) else ""
    return str(escape(value)) if isinstance(kind, Markup) else str(value)


def _number(value: object) -> str | None:
    kind = type(value)
    if kind is bool or not issubclass(kind, (int, float, Decimal)) or hasattr(kind, "__html__"):
        return None
    rendered = str(value)
    return rendered if _NUMBER.fullmatch(rendered) else None
