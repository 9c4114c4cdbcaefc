"""Cookies whose signature this worker has checked a moment ago.

A browser sends the same cookie with each request until it gets another one. Reading it gives the same every time: its
place in the header, the signature, the content. What may change is asked anew for each request, and is not kept here:
whether the session has ended, and whether it is too old.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, NamedTuple

from ...storage import Key
from .state import Who
from .ticket import Ticket

MOST = 256
"""Cookies in each of the two generations; with at most 4 KB each, that is some 2 MB for a worker."""
LONGEST = 4096
"""Characters of a ``Cookie`` header above which nothing is kept."""
AGE = 60.0
"""Seconds after which a generation becomes the older one, and the older one is forgotten."""

_IMMUTABLE = frozenset({str, int, float, bool, type(None)})


class CheckedCookie(NamedTuple):
    """What a cookie with a good signature says."""

    ticket: Ticket
    seen: int
    """When it was signed."""
    who: Who
    """Who is signed in by its content."""
    content: dict[str, Any] | None
    """Its content if no value in it can be changed, so that requests can share the values; never given away itself."""
    raw: bytes
    """The content as JSON, if it is not above."""
    keys: tuple[Key, ...]
    """Under which the store says that the session has ended."""


def shareable(content: dict[str, Any]) -> bool:
    """Tell whether no value of some content can be changed."""
    return all(type(value) in _IMMUTABLE for value in content.values())


class CheckedCookies:
    """Remembers cookies by a keyed hash of the whole ``Cookie`` header, which itself is not kept.

    Only cookies with a good signature get in, so that strangers can fill it with nothing.

    :param made_with: the keys that signatures are checked with; with others, another object has to be made.
    :param name: of the cookie; likewise.
    """

    __slots__ = ("_clock", "_older", "_seed", "_since", "_younger", "made_with", "name")

    def __init__(self, made_with: object, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.made_with = made_with
        self.name = name
        self._clock = clock
        self._seed = os.urandom(32)
        self._since = clock()
        self._younger: dict[bytes, CheckedCookie] = {}
        self._older: dict[bytes, CheckedCookie] = {}

    def mark_of(self, header: str) -> bytes:
        """Return under what a header's cookie is kept; empty if it is not kept."""
        if len(header) > LONGEST or not header.isascii():
            return b""
        return blake2b(header.encode(), digest_size=16, key=self._seed).digest()

    def get(self, mark: bytes) -> CheckedCookie | None:
        """Return what was kept, if it was."""
        if self._clock() - self._since > AGE:
            self._age()
        found = self._younger.get(mark)
        if found is None and self._older:
            found = self._older.get(mark)
            if found is not None:
                self.keep(mark, found)
        return found

    def keep(self, mark: bytes, cookie: CheckedCookie) -> None:
        """Keep a cookie whose signature is good."""
        if not mark:
            return
        if len(self._younger) >= MOST:
            self._age()
        self._younger[mark] = cookie

    def forget(self, mark: bytes) -> None:
        """Forget a cookie that is worth nothing any more."""
        self._younger.pop(mark, None)
        self._older.pop(mark, None)

    def _age(self) -> None:
        now = self._clock()
        self._older = self._younger if now - self._since <= 2 * AGE else {}
        self._younger, self._since = {}, now
