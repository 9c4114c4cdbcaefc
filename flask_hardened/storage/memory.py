"""The store in the memory of one process: plain dictionaries, no timer thread, a bounded number of keys."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush

from limits.storage import MemoryStorage, Storage

from .forking import renew_after_fork
from .strategy import hit_by_strategy
from .windows import Verdict, Windows, needed, verdict_of

_Counter = list[float]  # the count, and when its window ends
_COUNT, _END = 0, 1
_SWEPT = 2  # per new window: more than it adds, so that the expired never pile up


class MemoryBackend:
    """Counters and values of one process; other workers do not see them.

    Windows of one limit end in the order in which they began, so the first of a table is the first to go: expired
    ones are swept two at a time whenever a new one begins, and when `max_keys` is reached, the limit with the most
    keys gives up the window that ends first.

    A clock set back would keep windows closed for too long: such a window ends one length after now, and keeps its
    count. A clock set forward ends windows early.

    :param max_keys: the most counters kept, and the most values; default 100,000 (about 20 MB). Beyond it, what
        expires first is forgotten, also a revocation: this is no store for production.
    :param clock: returns seconds since 1970.
    """

    failures: tuple[type[BaseException], ...] = ()

    def __init__(self, *, max_keys: int = 100_000, clock: Callable[[], float] = time.time) -> None:
        self._max_keys = max_keys
        self._clock = clock
        self._lock = threading.Lock()
        self._tables: OrderedDict[str, OrderedDict[str, _Counter]] = OrderedDict()
        self._counters = 0
        self._values: dict[str, tuple[int, float]] = {}
        self._expiries: list[tuple[float, str]] = []
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Replace the lock."""
        self._lock = threading.Lock()

    @cached_property
    def storage(self) -> Storage:
        """A memory storage of `limits`, which runs a timer thread; made only if a strategy needs it."""
        return MemoryStorage()

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        if not windows.single or cost < 1:
            return self._hit_each(key, windows, cost)
        window = windows.windows[0]
        now = self._clock()
        with self._lock:
            table = self._tables.get(windows.ids[0])
            counter = None if table is None else table.get(key)
            if counter is None or not now < counter[_END] <= now + window.seconds:
                return self._hit_all(key, windows, cost, now)
            count = counter[_COUNT] + cost
            end = (counter[_END],)
            if count > window.amount:
                return Verdict(False, (int(counter[_COUNT]),), end, windows.windows, end)
            counter[_COUNT] = count
        return Verdict(True, (int(count),), end, windows.windows, end)

    def _hit_each(self, key: str, windows: Windows, cost: int) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        now = self._clock()
        with self._lock:
            return self._hit_all(key, windows, cost, now)

    def _hit_all(self, key: str, windows: Windows, cost: int, now: float) -> Verdict:
        need = needed(cost)
        states = [
            self._state(key, name, window.seconds, now)
            for name, window in zip(windows.ids, windows.windows, strict=True)
        ]
        allowed = all(count + need <= window.amount for (count, _), window in zip(states, windows.windows, strict=True))
        if allowed and cost:
            states = [(count + cost, end) for count, end in states]
            for name, (count, end) in zip(windows.ids, states, strict=True):
                self._keep_counter(key, name, count, end, now)
        return verdict_of(windows.windows, states, allowed)

    def _state(self, key: str, name: str, seconds: int, now: float) -> tuple[int, float]:
        counter = self._tables[name].get(key) if name in self._tables else None
        if counter is None or counter[_END] <= now:
            return 0, now + seconds
        counter[_END] = min(counter[_END], now + seconds)
        return int(counter[_COUNT]), counter[_END]

    def _keep_counter(self, key: str, name: str, count: int, end: float, now: float) -> None:
        table = self._tables.setdefault(name, OrderedDict())
        counter = table.get(key)
        if counter is not None and counter[_END] == end:
            counter[_COUNT] = count
            return
        if counter is not None:
            del table[key]
            self._counters -= 1
        table[key] = [count, end]
        self._counters += 1
        self._sweep(name, now)
        while self._counters > self._max_keys:
            # from the largest table: whoever floods one limit with keys does not switch off another
            self._drop_counter(max(self._tables, key=lambda name: len(self._tables[name])))

    def _sweep(self, name: str, now: float) -> None:
        """Drop a few expired counters of this table, and of another one in turn."""
        other = next(iter(self._tables))
        self._tables.move_to_end(other)
        for candidate in (name, other):
            for _ in range(_SWEPT):
                if candidate in self._tables and next(iter(self._tables[candidate].values()))[_END] <= now:
                    self._drop_counter(candidate)

    def _drop_counter(self, name: str) -> None:
        """Drop the counter of a table that ends first, and the table when it was the last one."""
        self._tables[name].popitem(last=False)
        self._counters -= 1
        if not self._tables[name]:
            del self._tables[name]

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        with self._lock:
            for name, end in zip(windows.ids, receipt, strict=False):
                counter = self._tables[name].get(key) if name in self._tables else None
                if counter is not None and counter[_END] == end:
                    counter[_COUNT] = max(0, counter[_COUNT] - cost)

    def clear(self, key: str, windows: Windows) -> None:
        with self._lock:
            for name in windows.ids:
                table = self._tables.get(name)
                if table is not None and table.pop(key, None) is not None:
                    self._counters -= 1
                    if not table:
                        del self._tables[name]

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

    def probe(self) -> None:
        """Memory is always there."""

    def close(self) -> None:
        """There is nothing to close."""

    def _keep(self, key: str, value: int, end: float, now: float) -> None:
        self._values[key] = (value, end)
        heappush(self._expiries, (end, key))
        for _ in range(_SWEPT):
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
