"""The store in the memory of one process: plain dictionaries, no timer thread, a bounded number of keys."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property

from limits.storage import MemoryStorage, Storage

from .memory_marks import SWEPT, MemoryMarks
from .strategy import hit_by_strategy
from .windows import Verdict, Windows, needed

_Counter = list[float]  # the count, and when its window ends
_COUNT, _END = 0, 1
_made = tuple.__new__  # without the named tuple's own, which takes as long as everything else in a hit


class MemoryBackend(MemoryMarks):
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
        super().__init__(max_keys=max_keys, clock=clock)
        self._tables: OrderedDict[str, OrderedDict[str, _Counter]] = OrderedDict()
        self._counters = 0

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
                return _made(Verdict, (False, (int(counter[_COUNT]),), end, windows.windows, end, False))
            counter[_COUNT] = count
        return _made(Verdict, (True, (int(count),), end, windows.windows, end, False))

    def hit_and_read(self, key: str, windows: Windows, keys: Sequence[str]) -> tuple[Verdict, list[int | None]]:
        return self.hit(key, windows), self.read(keys)

    def _hit_each(self, key: str, windows: Windows, cost: int) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        now = self._clock()
        with self._lock:
            return self._hit_all(key, windows, cost, now)

    def _hit_all(self, key: str, windows: Windows, cost: int, now: float) -> Verdict:
        need = needed(cost)
        allowed = True
        counts: list[int] = []
        ends: list[float] = []
        known: list[_Counter | None] = []
        for name, (amount, seconds) in zip(windows.ids, windows.windows, strict=True):
            table = self._tables.get(name)
            counter = None if table is None else table.get(key)
            if counter is None or counter[_END] <= now:
                counter, count, end = None, 0, now + seconds
            else:
                counter[_END] = min(counter[_END], now + seconds)
                count, end = int(counter[_COUNT]), counter[_END]
            if count + need > amount:
                allowed = False
            counts.append(count)
            ends.append(end)
            known.append(counter)
        if allowed and cost:
            for index, counter in enumerate(known):
                counts[index] += cost
                if counter is None:
                    self._begin(key, windows.ids[index], counts[index], ends[index], now)
                else:
                    counter[_COUNT] = counts[index]
        resets = tuple(ends)
        return Verdict(allowed, tuple(counts), resets, windows.windows, resets)

    def _begin(self, key: str, name: str, count: int, end: float, now: float) -> None:
        """Keep a counter for a window that begins now."""
        table = self._tables.setdefault(name, OrderedDict())
        if table.pop(key, None) is None:
            self._counters += 1
        table[key] = [count, end]
        self._sweep(name, now)
        while self._counters > self._max_keys:
            # from the largest table: whoever floods one limit with keys does not switch off another
            self._drop_counter(max(self._tables, key=lambda name: len(self._tables[name])))

    def _sweep(self, name: str, now: float) -> None:
        """Drop a few expired counters of this table, and of another one in turn."""
        other = next(iter(self._tables))
        self._tables.move_to_end(other)
        for candidate in (name, other):
            for _ in range(SWEPT):
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

    def probe(self) -> None:
        """Memory is always there."""

    def close(self) -> None:
        """There is nothing to close."""
