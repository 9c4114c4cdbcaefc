"""Breaches: who is over a limit right now; one event for each, however many requests are refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...storage import Key, Namespace, StoreDownError, Verdict

if TYPE_CHECKING:
    from ...exchange import Exchange

MOST = 10_000
"""Breaches remembered; beyond it the oldest is forgotten, and may be reported twice."""


class Breach:
    """A client is over a limit until `until`."""

    __slots__ = ("refused", "until", "verdict")

    def __init__(self, verdict: Verdict, until: float) -> None:
        self.verdict = verdict
        self.until = until
        self.refused = 0


class Breaches:
    """The breaches of one limit, or of several, in this process.

    :param clock: returns seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.known: dict[Key, Breach] = {}
        """By key, the oldest first; those that have ended too, for what they refused."""
        self._lock = threading.Lock()

    def current(self, key: Key) -> Breach | None:
        """Return the breach of a key, if its window has not ended."""
        breach = self.known.get(key)
        return breach if breach is not None and self._clock() < breach.until else None

    def refused(self, exchange: Exchange, name: str, key: Key, verdict: Verdict, store: Namespace) -> None:
        """Count a refused request, and report the first one of each window and key, of all workers together."""
        now = self._clock()
        until = verdict.reset_at
        with self._lock:
            breach = self.known.get(key)
            if breach is not None and now < breach.until:
                breach.refused += 1
                return
            before = 0 if breach is None else breach.refused
            self.known.pop(key, None)
            self.known[key] = breach = Breach(verdict, until)
            breach.refused = 1
            if len(self.known) > MOST:
                del self.known[next(iter(self.known))]
        if _first_of_all(store, store.key_of("reported", key), max(1.0, until - now)):
            window = verdict.windows[verdict.tightest]
            exchange.hardening.events.emit(
                "excess_rate_limit_exceeded",
                exchange=exchange,
                limit=f"{window.amount} per {window.seconds} s",
                policy=name,
                count=verdict.used,
                refused_before=before,
            )


def is_down(store: Namespace, verdict: Verdict) -> bool:
    """Tell whether a verdict refuses only because the store is down."""
    return verdict.degraded and store.use.when_down == "deny"


def _first_of_all(store: Namespace, key: Key, seconds: float) -> bool:
    try:
        return store.claim(key, seconds)
    except StoreDownError:
        return True
