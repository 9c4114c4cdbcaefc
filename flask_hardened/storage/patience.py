"""How long one request may wait for the store in all: answers that come late, again and again, are a fault as well."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_REQUEST = 1.0
_NOTICED = 0.1
"""Seconds below which a wait is not counted: a busy thread serves hundreds of requests a second."""
_LEAST = 0.05


class _Waited(threading.local):
    since = 0.0
    seconds = 0.0


_waited = _Waited()


def begin_request() -> None:
    """Say that this thread serves another request from now on."""
    if _waited.seconds:
        _waited.seconds = 0.0


class Patience:
    """Adds up the long waits of a thread until it begins another request.

    Where nobody says so, what it waits for within a second is taken to be for one request.

    :param longest: seconds in all, default 0.4; a wait of 0.05 is granted in any case.
    :param clock: a clock that is never set.
    """

    def __init__(self, longest: float = 0.4, clock: Callable[[], float] = time.monotonic) -> None:
        self.longest = longest
        self._clock = clock

    def left(self, seconds: float) -> float:
        """Return how long this thread may wait now: so many seconds, less if it has waited before."""
        if not _waited.seconds:
            return seconds
        if self._clock() - _waited.since > _REQUEST:
            _waited.seconds = 0.0
        return min(seconds, max(self.longest - _waited.seconds, _LEAST))

    def waited(self, seconds: float) -> None:
        """Add a wait of this thread for the store, and for nothing else, that ends now."""
        if seconds < _NOTICED:
            return
        now = self._clock()
        if not _waited.seconds or now - _waited.since > _REQUEST:
            _waited.since, _waited.seconds = now - seconds, 0.0
        _waited.seconds += seconds
