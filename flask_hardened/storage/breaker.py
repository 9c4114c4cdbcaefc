"""A circuit breaker: after a failure the store is left alone for a while, then one caller tries it again."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from .forking import renew_after_fork

_LOGGER = logging.getLogger("flask_hardened")
_LEASE = 1.0
"""Seconds that a probe may take before another caller may probe."""


@dataclass(frozen=True, kw_only=True)
class StoreChange:
    """The store went down, or came back. Reported once per change and process."""

    up: bool
    store: str
    """Its URI, without the password."""
    reason: str = ""
    """What went wrong; empty when it came back."""


def log_change(change: StoreChange) -> None:
    """Log a change: an error when the store goes down, a warning when it is back."""
    if change.up:
        _LOGGER.warning("The store %s answers again.", change.store)
    else:
        _LOGGER.error(
            "The store %s is down: %s. Until it answers, each use does what it declares for that case.",
            change.store,
            change.reason,
        )


class Breaker:
    """Closed while the store works; open after a failure, for `back_off` seconds, doubled by each failed probe.

    :param store: how the store is called in the log; no secrets.
    :param back_off: seconds, default 0.5.
    :param longest: seconds that the back-off grows to, default 4.
    :param on_change: called with each :class:`StoreChange`, outside of any lock; default :func:`log_change`.
    :param clock: a clock that is never set.
    """

    def __init__(
        self,
        store: str,
        *,
        back_off: float = 0.5,
        longest: float = 4.0,
        on_change: Callable[[StoreChange], None] = log_change,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.closed = True
        self._store = store
        self._shortest = self._back_off = back_off
        self._longest = longest
        self._retry_at = 0.0
        self._on_change = on_change
        self._clock = clock
        self._lock = threading.Lock()
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Replace the lock."""
        self._lock = threading.Lock()

    @property
    def retry_in(self) -> float:
        """Seconds until the store is tried again; 0 if the next caller may."""
        return max(0.0, self._retry_at - self._clock())

    def claim_probe(self) -> bool:
        """Return whether this caller is the one to try the store; it then reports with ``probing=True``."""
        with self._lock:
            now = self._clock()
            if self.closed or now < self._retry_at:
                return False
            self._retry_at = now + _LEASE
            return True

    def failed(self, reason: str, *, probing: bool = False) -> None:
        """Open. What was under way when others failed changes nothing any more."""
        with self._lock:
            opened = self.closed
            if not opened and not probing:
                return
            self.closed = False
            self._back_off = self._shortest if opened else min(2 * self._back_off, self._longest)
            self._retry_at = self._clock() + self._back_off
        if opened:
            self._on_change(StoreChange(up=False, store=self._store, reason=reason))

    def succeeded(self) -> None:
        """Close, after a successful probe."""
        with self._lock:
            closed = not self.closed
            self.closed = True
        if closed:
            self._on_change(StoreChange(up=True, store=self._store))
