"""What templates ask for while they render, and what they tell of the response.

Compiled templates read attributes of the extension and subscript them with slices: the two forms that Jinja compiles to
plain Python. A call would go through ``Context.call``, which costs more than all that is done here.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from .hashes import attribute_hash

NOTHING = Markup("")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


class PageSink(Protocol):
    """The response that a template is rendered for."""

    def nonce_attribute(self, foreign: bool) -> str:
        """Give the nonce for a tag, or an empty string if it gets none.

        ``foreign`` says that the tag names another origin.
        """
        ...

    def record(self, script_hashes: tuple[str, ...], style_hashes: tuple[str, ...]) -> None:
        """Note that the page contains inline code with these hash sources (``'sha256-...'``, quotes included)."""
        ...


SinkLookup = Callable[[], PageSink | None]

_emissions: ContextVar[int] = ContextVar("hardened_markup_emissions", default=0)


def emissions() -> int:
    """Count what was asked for so far, to learn whether something was rendered that belongs to one response only."""
    return _emissions.get()


def count_emission() -> None:
    """Note that something is being rendered that belongs to one response only."""
    _emissions.set(_emissions.get() + 1)


def no_sink() -> None:
    """Find no response: what is rendered stays as the template has it."""


@lru_cache(maxsize=64)
def _nonce_attribute(value: str) -> Markup:
    return Markup(' nonce="') + escape(value) + Markup('"') if value else NOTHING


class Recorder:
    """Records hashes computed when the template was compiled: ``recorder[script_hashes:style_hashes]``."""

    def __init__(self, find: Callable[[], PageSink | None]) -> None:
        self._find = find

    def __getitem__(self, hashes: slice) -> Markup:
        sink = self._find()
        if sink is not None:
            sink.record(hashes.start, hashes.stop)
        return NOTHING


class StyleValue:
    """Follows a ``style`` value as it is rendered, and records its hash if every unknown part is a number.

    ``style[before:value:"number"]`` notes an expression's value and the template's text before it, and hands the value
    on. The kind ``"literal"`` is for an expression that chooses between constants. ``style[text::"text"]`` notes text
    alone, ``style[text::"end"]`` the last of it.
    """

    __slots__ = ("_parts", "_sink")

    def __init__(self, sink: PageSink | None) -> None:
        self._sink = sink
        self._parts: list[str] | None = None if sink is None else []

    def __getitem__(self, part: slice) -> object:
        kind = part.step
        if self._parts is not None:
            self._parts.append(part.start)
            if kind == "number":
                self._add_number(part.stop)
            elif kind == "literal":
                self._parts.append(str(part.stop))
            elif kind == "end" and self._sink is not None:
                self._sink.record((), (attribute_hash("".join(self._parts)),))
        return part.stop if kind in ("number", "literal") else NOTHING

    def _add_number(self, value: object) -> None:
        kind = type(value)
        rendered = str(value) if issubclass(kind, (int, float, Decimal)) and kind is not bool else ""
        if self._parts is not None and _NUMBER.fullmatch(rendered) and not hasattr(kind, "__html__"):
            self._parts.append(rendered)
        else:
            self._parts = None


class MarkupCalls:
    """What compiled templates read.

    Copies of an environment (overlays) share the way to find the response.
    """

    def __init__(self) -> None:
        self._find: list[SinkLookup] = [no_sink]
        self.record = Recorder(self._sink)

    def look_up(self, find: SinkLookup) -> None:
        """Set how to find the response that is being rendered."""
        self._find[0] = find

    def _sink(self) -> PageSink | None:
        count_emission()
        return self._find[0]()

    @property
    def own_nonce(self) -> Markup:
        """Give `` nonce="..."`` for a tag that loads or contains the app's own, or nothing."""
        sink = self._sink()
        return NOTHING if sink is None else _nonce_attribute(sink.nonce_attribute(False))

    @property
    def foreign_nonce(self) -> Markup:
        """Give `` nonce="..."`` for a tag that names another origin, or nothing."""
        sink = self._sink()
        return NOTHING if sink is None else _nonce_attribute(sink.nonce_attribute(True))

    @property
    def style(self) -> StyleValue:
        """Begin a ``style`` value with expressions in it."""
        return StyleValue(self._sink())
