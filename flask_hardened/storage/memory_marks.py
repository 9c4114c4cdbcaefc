"""Values that expire, in the memory of one process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush

from .forking import renew_after_fork

SWEPT = 2
"""How much is swept whenever something is added: more than that adds, so that the expired never pile up."""


class MemoryMarks:
    """Values under a lock, with a heap of when they expire. See :class:`~.memory.MemoryBackend`."""

    def __init__(self, *, max_keys: int, clock: Callable[[], float]) -> None:
        self._max_keys = max_keys
        self._clock = clock
        self._lock = threading.Lock()
        self._values: dict[str, tuple[int, float]] = {}
        self._expiries: list[tuple[float, str]] = []
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Replace the lock."""
        self._lock = threading.Lock()

    def put(self, key: str, value: int, ttl: float) -> None:
        now = self._clock()
        with self._lock:
            self._keep(key, value, now + ttl, now)

    def claim(self, key: str, ttl: float) -> bool:
        now = self._clock()
        with self._lock:
            held = self._values.get(key)
            if held is not None and held[1] > now:
                return False
            self._keep(key, 1, now + ttl, now)
            return True

    def advance(self, key: str, ttl: float) -> int:
        now = self._clock()
        with self._lock:
            epoch = max(self._values.get(key, (0, 0.0))[0] + 1, int(now * 1000))
            self._keep(key, epoch, now + ttl, now)
            return epoch

    def read(self, keys: Sequence[str]) -> list[int | None]:
        now = self._clock()
        found = [self._values.get(key) for key in keys]
        return [value[0] if value is not None and value[1] > now else None for value in found]

    def remove(self, keys: Sequence[str]) -> None:
        with self._lock:
            for key in keys:
                self._values.pop(key, None)

    def _keep(self, key: str, value: int, end: float, now: float) -> None:
        self._values[key] = (value, end)
        heappush(self._expiries, (end, key))
        for _ in range(SWEPT):
            self._drop_first(until=now)
        while len(self._values) > self._max_keys:
            self._drop_first(until=None)
        if len(self._expiries) > 2 * len(self._values) + 64:  # keys written again and again leave entries behind
            self._expiries = [(end, key) for key, (_, end) in self._values.items()]
            heapify(self._expiries)

    def _drop_first(self, until: float | None) -> None:
        if self._expiries and (until is None or self._expiries[0][0] <= until):
            end, key = heappop(self._expiries)
            if self._values.get(key, (0, 0.0))[1] == end:
                del self._values[key]
