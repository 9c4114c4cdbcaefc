"""Foresight: what a request will ask the store for, read in the trip that counts the request.

A room that knows early which keys it will want says so with :meth:`Protection.foresee`, and later asks :func:`foreseen`
before it asks the store. Where nothing is counted, or the store is down, or too much time has passed, nothing was
foreseen, and it asks the store.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .storage import Key

if TYPE_CHECKING:
    from .exchange import Exchange

_KEPT = "store.foreseen"
_FRESH = 0.1
"""Seconds after which what was read is asked anew: what was ended meanwhile has to end."""


def keep(exchange: Exchange, values: Mapping[Key, int | None]) -> None:
    """Keep what was read just now."""
    exchange.keep(_KEPT, (time.monotonic(), values))


def foreseen(exchange: Exchange, keys: Sequence[Key]) -> list[int | None] | None:
    """Return the values of some keys, once: whoever asks again wants to know what has changed. None: ask the store."""
    room = exchange.room
    kept = None if room is None else room.pop(_KEPT, None)
    if kept is None:
        return None
    read_at, values = kept
    if time.monotonic() - read_at > _FRESH or not all(key in values for key in keys):
        return None
    return [values[key] for key in keys]
