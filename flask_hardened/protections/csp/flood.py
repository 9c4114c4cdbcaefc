"""What keeps the collector small under a flood: buckets of tokens, and violations counted instead of repeated.

All memory here is bounded, whatever clients send. Times are seconds of a monotonic clock.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Hashable

_CLIENTS = 1024
_VIOLATIONS = 512


class TokenBucket:
    """Allows `capacity` at once and `capacity` a minute."""

    __slots__ = ("_capacity", "_tokens", "_when")

    def __init__(self, capacity: int, now: float) -> None:
        self._capacity = capacity
        self._tokens = float(capacity)
        self._when = now

    def take(self, now: float) -> bool:
        """Take one token, and tell whether there was one."""
        self._tokens = min(self._capacity, self._tokens + max(0.0, now - self._when) * self._capacity / 60)
        self._when = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class ClientBuckets:
    """One bucket per client address, IPv6 by /64. The clients seen least recently are forgotten."""

    __slots__ = ("_buckets", "_capacity")

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, client: str, now: float) -> bool:
        """Take one token of `client`."""
        key = _network(client)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = TokenBucket(self._capacity, now)
            if len(self._buckets) > _CLIENTS:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        return bucket.take(now)


class Repetitions:
    """Counts what was said before: the first time says it, and so does the first time after a window of silence."""

    __slots__ = ("_seen", "_window")

    def __init__(self, window: float) -> None:
        self._window = window
        self._seen: OrderedDict[Hashable, tuple[float, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def count(self, key: Hashable, now: float) -> int | None:
        """Return how often `key` came since it was last said, this time included; None when it is too soon to say."""
        began, times = self._seen.get(key, (now - self._window, 0))
        if now - began < self._window:
            self._seen[key] = (began, times + 1)
            return None
        self._seen[key] = (now, 0)
        self._seen.move_to_end(key)
        if len(self._seen) > _VIOLATIONS:
            self._seen.popitem(last=False)
        return times + 1

    def forget(self, key: Hashable) -> None:
        """Take back the last :meth:`count` of `key`, which could not be said after all."""
        self._seen.pop(key, None)


def _network(client: str) -> str:
    if ":" not in client:
        return client[:64]
    try:
        address = ipaddress.IPv6Address(client.partition("%")[0])
    except ValueError:
        return client[:64]
    return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))
