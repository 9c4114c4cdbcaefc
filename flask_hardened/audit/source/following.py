"""Following names to what they are bound to: each once, in no circle, and not without end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_STEPS: Final = 3_000
"""How many bindings and expressions one question may lead through before the answer is "unknown"."""


class Following(Generic[T]):
    """Answers of one kind about bindings and expressions, kept as soon as they are certain.

    What was found on the way round a circle is true only for whoever asked first, so it is not kept.
    """

    def __init__(self, unknown: T) -> None:
        self.unknown = unknown
        self._known: dict[int, T] = {}
        self._asked: set[int] = set()
        self._cut = 0
        self._steps = 0

    def answer(self, thing: object, compute: Callable[[], T]) -> T:
        """Return the answer about `thing`, which has to live as long as this object."""
        key = id(thing)
        if key in self._known:
            return self._known[key]
        if key in self._asked or (self._asked and self._steps > _STEPS):
            self._cut += 1
            return self.unknown
        is_first, cut = not self._asked, self._cut
        self._steps = 0 if is_first else self._steps + 1
        self._asked.add(key)
        try:
            found = compute()
        finally:
            self._asked.discard(key)
        if is_first or cut == self._cut:
            self._known[key] = found
        return found

    def give_up(self) -> T:
        """Return that it is unknown because the way was too long, which another question may not find."""
        self._cut += 1
        return self.unknown
