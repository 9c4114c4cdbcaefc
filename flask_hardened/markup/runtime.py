"""What templates ask for while they render, and what they tell of the response.

Compiled templates read attributes of the extension and subscript them with slices: the two forms that Jinja compiles to
plain Python. A call would go through ``Context.call``, which costs more than all that is done here.
"""

import threading
from collections.abc import Callable
from typing import Protocol

from markupsafe import Markup

from .following import NOTHING, FollowedValue
from .nonces import NonceKind


class PageSink(Protocol):
    """The response that a template is rendered for."""

    def nonce_attribute(self, kind: NonceKind) -> Markup:
        """Give `` nonce="..."`` for such a tag, or nothing if it gets no nonce."""
        ...

    def record(self, script: tuple[str, ...], style: tuple[str, ...], url: tuple[str, ...]) -> None:
        """Note that the page contains inline code with these hash sources (``'sha256-...'``, quotes included).

        Those of event handlers, of ``style`` attributes, and of ``javascript:`` URLs.
        """
        ...


SinkLookup = Callable[[], PageSink | None]


class _Emissions(threading.local):
    count = 0


_emissions = _Emissions()


def emissions() -> int:
    """Count what this thread asked for, to learn whether something was rendered that belongs to one response only.

    What other tasks of the same event loop ask for in the meantime is counted too; then too much is taken for such.
    """
    return _emissions.count


def count_emission() -> None:
    """Note that something is being rendered that belongs to one response only."""
    _emissions.count += 1


def no_sink() -> None:
    """Find no response: what is rendered stays as the template has it."""


class Recorder:
    """Records hashes computed when the template was compiled: ``recorder[script_hashes:style_hashes:url_hashes]``."""

    def __init__(self, find: Callable[[], PageSink | None]) -> None:
        self._find = find

    def __getitem__(self, hashes: slice) -> Markup:
        sink = self._find()
        if sink is not None:
            sink.record(hashes.start, hashes.stop, hashes.step)
        return NOTHING


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
        _emissions.count += 1
        return self._find[0]()

    def _nonce(self, kind: NonceKind) -> Markup:
        _emissions.count += 1
        sink = self._find[0]()
        return NOTHING if sink is None else sink.nonce_attribute(kind)

    @property
    def own_nonce(self) -> Markup:
        """Give `` nonce="..."`` for a tag that loads or contains the app's own code, or nothing."""
        return self._nonce("own")

    @property
    def foreign_nonce(self) -> Markup:
        """Give `` nonce="..."`` for a tag that names another origin, or nothing."""
        return self._nonce("foreign")

    @property
    def own_style_nonce(self) -> Markup:
        """Give `` nonce="..."`` for a link to a style sheet of the app's own, or nothing."""
        return self._nonce("own_style")

    @property
    def foreign_style_nonce(self) -> Markup:
        """Give `` nonce="..."`` for a link to a style sheet of another origin, or nothing."""
        return self._nonce("foreign_style")

    @property
    def handler(self) -> FollowedValue:
        """Begin an event handler with expressions in it."""
        sink = self._sink()
        return FollowedValue(None if sink is None else lambda source: sink.record((source,), (), ()))

    @property
    def style(self) -> FollowedValue:
        """Begin a ``style`` value with expressions in it."""
        sink = self._sink()
        return FollowedValue(None if sink is None else lambda source: sink.record((), (source,), ()))
