"""Refused origins: one security event for each, not one for each request."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...exchange import Exchange

WINDOW = 600.0
"""Seconds after which an origin is reported again."""
MOST = 50
"""Different origins that are reported within one window."""


class RefusedOrigins:
    """Reports an origin once in ten minutes, and at most 50 of them, so that nobody fills the log with inventions."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._since = clock()
        self._seen: set[tuple[str, str | None]] = set()

    def report(self, exchange: Exchange, origin: str, endpoint: str | None) -> None:
        """Emit ``malicious_cors``, unless the request is the app's own or needs no permission to be sent and read."""
        environ = exchange.environ
        if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin" or environ.get("HTTP_SEC_FETCH_MODE", "cors") != "cors":
            return
        if origin.partition("://")[2] == environ.get("HTTP_HOST"):
            return
        if self._first_time((origin[:300], endpoint)):
            exchange.hardening.events.emit("malicious_cors", exchange=exchange, origin=origin, endpoint=endpoint)

    def _first_time(self, subject: tuple[str, str | None]) -> bool:
        now = self._clock()
        with self._lock:
            if now - self._since >= WINDOW:
                self._seen.clear()
                self._since = now
            if subject in self._seen or len(self._seen) >= MOST:
                return False
            self._seen.add(subject)
            return True
