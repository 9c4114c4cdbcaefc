"""The store in Redis or Valkey, alone, in a cluster or behind sentinels: one round trip for each operation."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from limits.storage import RedisStorage

from .redis_scripts import ADVANCE, HIT, REFUND
from .strategy import hit_by_strategy
from .windows import Verdict, Windows


class RedisBackend:
    """Counters and marks in Redis, with the connection that a storage of `limits` has made.

    :param clock: this machine's clock, to which the resets are converted; the windows themselves follow the server's.
    """

    failures: tuple[type[BaseException], ...]

    def __init__(self, storage: RedisStorage, *, clock: Callable[[], float] = time.time) -> None:
        self.storage = storage
        self._clock = clock
        # never a replica: it would not know yet who has just signed out
        client: Any = storage.get_connection()
        self._client = client
        self._prefix = storage.key_prefix
        self._hit, self._refund, self._advance = (client.register_script(script) for script in (HIT, REFUND, ADVANCE))
        errors = storage.base_exceptions
        self.failures = (*(errors if isinstance(errors, tuple) else (errors,)), OSError)

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        arguments = [cost]
        for amount, seconds in windows.windows:
            arguments += (amount, seconds * 1000)
        allowed, now, *states = self._hit(self._keys(key, windows), arguments)
        ends = tuple(states[1::2])
        offset = self._clock() - now / 1000
        resets = tuple(end / 1000 + offset for end in ends)
        return Verdict(allowed == 1, tuple(states[::2]), resets, windows.windows, ends)

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        if len(receipt) == len(windows.ids):
            self._refund(self._keys(key, windows), [cost, *map(int, receipt)])

    def clear(self, key: str, windows: Windows) -> None:
        self._client.delete(*self._keys(key, windows))

    def put(self, key: str, value: int, ttl: float) -> None:
        self._client.set(self._mark(key), value, px=_milliseconds(ttl))

    def claim(self, key: str, ttl: float) -> bool:
        return bool(self._client.set(self._mark(key), 1, px=_milliseconds(ttl), nx=True))

    def advance(self, key: str, ttl: float) -> int:
        return int(self._advance([self._mark(key)], [_milliseconds(ttl)]))

    def read(self, keys: Sequence[str]) -> list[int | None]:
        # the keys of one call may live on different nodes of a cluster
        mget = getattr(self._client, "mget_nonatomic", self._client.mget)
        found = mget([self._mark(key) for key in keys])
        return [None if value is None else int(value) for value in found]

    def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._client.delete(self._mark(key))

    def probe(self) -> None:
        self.put("probe", 1, 1.0)

    def close(self) -> None:
        self._client.close()
        pool = getattr(self._client, "connection_pool", None)  # of a cluster, close() is all there is
        if pool is not None:
            pool.disconnect()

    def _keys(self, key: str, windows: Windows) -> list[str]:
        # the braces keep the windows of one key on one node of a cluster, where one script can see them
        return [f"{self._prefix}:{{{key}}}{name}" for name in windows.ids]

    def _mark(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}"


def _milliseconds(ttl: float) -> int:
    return max(1, int(ttl * 1000))
