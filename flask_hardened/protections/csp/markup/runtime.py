"""What templates call while they render, and what they ask of the response."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from decimal import Decimal
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
    """Count the calls so far, to learn whether something was rendered that belongs to one response only."""
    return _emissions.get()


def no_sink() -> None:
    """Find no response: what is rendered stays as the template has it."""


class StyleValue:
    """Puts together a ``style`` value while it is rendered, as long as every unknown part is a number."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: list[str] | None = []

    def text(self, text: str) -> None:
        """Add text written in the template."""
        if self._parts is not None:
            self._parts.append(text)

    def literal(self, value: object) -> None:
        """Add the value of an expression made of constants that need no escaping."""
        self.text(str(value))

    def number(self, value: object) -> None:
        """Add an expression's value; anything but an ``int``, ``float`` or ``Decimal`` ends it."""
        if self._parts is None:
            return
        kind = type(value)
        rendered = str(value) if issubclass(kind, (int, float, Decimal)) and kind is not bool else ""
        if _NUMBER.fullmatch(rendered) and not hasattr(kind, "__html__"):
            self._parts.append(rendered)
        else:
            self._parts = None

    def source(self) -> str | None:
        """Give the text between the quotes, or None if part of it was not a number."""
        return None if self._parts is None else "".join(self._parts)


class MarkupCalls:
    """The methods that compiled templates call. Those that only inform put out nothing.

    Copies of an environment (overlays) share the way to find the response.
    """

    def __init__(self) -> None:
        self._find: list[SinkLookup] = [no_sink]

    def look_up(self, find: SinkLookup) -> None:
        """Set how to find the response that is being rendered."""
        self._find[0] = find

    def _sink(self) -> PageSink | None:
        _emissions.set(_emissions.get() + 1)
        return self._find[0]()

    def nonce(self, foreign: bool) -> Markup:
        """Give `` nonce="..."`` for a tag, or nothing."""
        sink = self._sink()
        value = sink.nonce_attribute(foreign) if sink is not None else ""
        return Markup(' nonce="') + escape(value) + Markup('"') if value else NOTHING

    def record(self, script_hashes: tuple[str, ...], style_hashes: tuple[str, ...]) -> Markup:
        """Record hashes computed when the template was compiled."""
        sink = self._sink()
        if sink is not None:
            sink.record(script_hashes, style_hashes)
        return NOTHING

    def style_begin(self, finalized: bool) -> StyleValue | None:
        """Begin a value with expressions in it; nothing is computed if nobody asks for it."""
        return None if finalized or self._sink() is None else StyleValue()

    def style_part(self, style: StyleValue | None, before: str, value: object) -> object:
        """Note an expression's value and the text before it, and hand the value on as it is."""
        if style is not None:
            style.text(before)
            style.number(value)
        return value

    def style_literal(self, style: StyleValue | None, before: str, value: object) -> object:
        """Note the value of an expression that chooses between constants, and hand it on."""
        if style is not None:
            style.text(before)
            style.literal(value)
        return value

    def style_text(self, style: StyleValue | None, text: str) -> Markup:
        """Note text written in the template."""
        if style is not None:
            style.text(text)
        return NOTHING

    def style_end(self, style: StyleValue | None, text: str) -> Markup:
        """Record the value if all its expressions were numbers."""
        if style is not None:
            style.text(text)
            source = style.source()
            sink = self._sink()
            if source is not None and sink is not None:
                sink.record((), (attribute_hash(source),))
        return NOTHING
