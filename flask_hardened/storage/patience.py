"""How long one request has waited for the store: answers that come late, again and again, are a fault as well."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_REQUEST = 1.0
_NOTICED = 0.1
"""Seconds below which a wait is not counted: a busy thread serves hundreds of requests a second."""


class _Waited(threading.local):
    since = 0.0
    seconds = 0.0


class Patience:
    """Adds up the long waits of a thread within a second: as far as can be told from here, of one request.

    :param longest: seconds in all, default 0.3; with the 0.2 that the last answer may take, that makes half a second.
    :param clock: a clock that is never set.
    """

    def __init__(self, longest: float = 0.3, clock: Callable[[], float] = time.monotonic) -> None:
        self.longest = longest
        self._clock = clock
        self._waited = _Waited()

    def ends_with(self, seconds: float) -> bool:
        """Add a wait of this thread that ends now; return whether it was one too many."""
        if seconds < _NOTICED:
            return False
        waited, now = self._waited, self._clock()
        if now - waited.since > _REQUEST:
            waited.since, waited.seconds = now - seconds, 0.0
        waited.seconds += seconds
        if waited.seconds <= self.longest:
            return False
        waited.since = 0.0
        return True
