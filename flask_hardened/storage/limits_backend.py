"""The store in anything else that `limits` speaks: Memcached, MongoDB, a storage of the app's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from limits.storage import MemcachedStorage, MongoDBStorage, Storage

from .strategy import hit_by_strategy
from .windows import Verdict, Windows, needed, verdict_of

_MONTH = 30 * 24 * 3600
"""Above it, Memcached takes a lifetime for a date."""


class LimitsBackend:
    """Counters and marks through the interface every storage of `limits` has; more trips than the others.

    A hit is counted first and taken back if a window had no room for it. So at most N hits of cost 1 pass a limit of N,
    and exactly N of those that come; a dearer one may be refused because of another that is just being refused.
    """

    failures: tuple[type[BaseException], ...] = (Exception,)

    def __init__(self, storage: Storage, *, clock: Callable[[], float] = time.time) -> None:
        self.storage = storage
        self._clock = clock

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        names = [key + name for name in windows.ids]
        if cost:
            counts = [
                self.storage.incr(name, self._lifetime(window.seconds), cost)
                for name, window in zip(names, windows.windows, strict=True)
            ]
        else:
            counts = [self.storage.get(name) for name in names]
        room = needed(cost) - cost
        allowed = all(count + room <= window.amount for count, window in zip(counts, windows.windows, strict=True))
        if cost and not allowed:
            for name, window in zip(names, windows.windows, strict=True):
                self._take(name, window.seconds, cost)
            counts = [count - cost for count in counts]
        now = self._clock()
        resets = []
        for name, count, window in zip(names, counts, windows.windows, strict=True):
            end = self.storage.get_expiry(name) if count else 0.0
            resets.append(end if now < end <= now + window.seconds else now + window.seconds)
        return verdict_of(windows.windows, list(zip(counts, resets, strict=True)), allowed)

    def hit_and_read(self, key: str, windows: Windows, keys: Sequence[str]) -> tuple[Verdict, list[int | None]]:
        return self.hit(key, windows), self.read(keys)

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        for name, window, end in zip(windows.ids, windows.windows, receipt, strict=False):
            # a second of tolerance: not every server tells the end exactly
            if abs(self.storage.get_expiry(key + name) - end) <= 1:
                self._take(key + name, window.seconds, cost)

    def clear(self, key: str, windows: Windows) -> None:
        for name in windows.ids:
            self.storage.clear(key + name)

    def put(self, key: str, value: int, ttl: float) -> None:
        self.storage.clear(key)
        self.storage.incr(key, self._lifetime(ttl), value)

    def claim(self, key: str, ttl: float) -> bool:
        return self.storage.incr(key, self._lifetime(ttl)) == 1

    def advance(self, key: str, ttl: float) -> int:
        # cleared, because incr() would keep the old, shorter lifetime; two at once make a larger one still
        epoch = max(self.storage.get(key) + 1, int(self._clock() * 1000))
        self.storage.clear(key)
        return self.storage.incr(key, self._lifetime(ttl), epoch)

    def read(self, keys: Sequence[str]) -> list[int | None]:
        return [self.storage.get(key) or None for key in keys]

    def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.storage.clear(key)

    def probe(self) -> None:
        self.put("probe", 1, 1.0)

    def close(self) -> None:
        storage = self.storage
        if isinstance(storage, MemcachedStorage):
            client: Any = storage.storage
            client.close()
        elif isinstance(storage, MongoDBStorage) and storage._storage is not None:  # noqa: SLF001 - it has no door
            storage._storage.close()  # noqa: SLF001

    def _take(self, name: str, seconds: int, cost: int) -> None:
        storage: Any = self.storage
        if isinstance(storage, MemcachedStorage):
            storage.storage.decr(name, cost, noreply=False)
        elif hasattr(storage, "decr"):
            storage.decr(name, cost)
        else:
            storage.incr(name, seconds, -cost)

    def _lifetime(self, seconds: float) -> int:
        whole = max(1, -int(-seconds // 1))
        if whole > _MONTH and isinstance(self.storage, MemcachedStorage):
            return int(self._clock()) + whole
        return whole
