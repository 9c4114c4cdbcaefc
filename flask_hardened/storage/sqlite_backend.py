"""The store in an SQLite file: one transaction for whatever has to happen in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

from .sqlite import SqliteStorage
from .strategy import hit_by_strategy
from .turns import CrowdedError
from .windows import Verdict, Windows, needed, verdict_of

# Looking and writing are two statements within a transaction: an upsert with RETURNING takes twice as long.
_STATE = "SELECT count, expires FROM counters WHERE key = ?"
_COUNT = "UPDATE counters SET count = ? WHERE key = ?"
_BEGIN = """
INSERT INTO counters (key, count, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET count = excluded.count, expires = excluded.expires
"""
_END = "UPDATE counters SET expires = ? WHERE key = ?"
_REFUND = "UPDATE counters SET count = max(0, count - ?) WHERE key = ? AND expires = ?"
_KEEP = """
INSERT INTO marks (key, value, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
_CLAIM = f"{_KEEP} WHERE marks.expires <= ? RETURNING value"
_ADVANCE = """
INSERT INTO marks (key, value, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET value = max(marks.value + 1, excluded.value), expires = excluded.expires
RETURNING value
"""
_READ = "SELECT key, value FROM marks WHERE expires > ? AND key IN ("
_PROBE = "probe"


class SqliteBackend:
    """Counters and marks in the file of an :class:`SqliteStorage`."""

    failures: tuple[type[BaseException], ...] = (sqlite3.Error,)

    def __init__(self, storage: SqliteStorage) -> None:
        self.storage = storage
        self._database = storage.database

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        needed(cost)
        count = _count if windows.single and cost else _count_each
        return self._database.change(partial(count, key, windows, cost))

    def hit_and_read(self, key: str, windows: Windows, keys: Sequence[str]) -> tuple[Verdict, list[int | None]]:
        if windows.strategy != "fixed-window":
            return self.hit(key, windows), self.read(keys)
        count = _count if windows.single else _count_each

        def both(cursor: sqlite3.Cursor, now: float) -> tuple[Verdict, list[int | None]]:
            return count(key, windows, 1, cursor, now), _read(keys, cursor, now)

        return self._database.change(both)

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        names = [(cost, key + name, end) for name, end in zip(windows.ids, receipt, strict=False)]
        self._database.change(lambda cursor, _: cursor.executemany(_REFUND, names))

    def clear(self, key: str, windows: Windows) -> None:
        names = [(key + name,) for name in windows.ids]
        self._database.change(lambda cursor, _: cursor.executemany("DELETE FROM counters WHERE key = ?", names))

    def put(self, key: str, value: int, ttl: float) -> None:
        self._database.change(lambda cursor, now: cursor.execute(_KEEP, (key, value, now + ttl)))

    def claim(self, key: str, ttl: float) -> bool:
        return self._database.change(
            lambda cursor, now: bool(cursor.execute(_CLAIM, (key, 1, now + ttl, now)).fetchall())
        )

    def advance(self, key: str, ttl: float) -> int:
        return self._database.change(
            lambda cursor, now: int(cursor.execute(_ADVANCE, (key, int(now * 1000), now + ttl)).fetchall()[0][0])
        )

    def read(self, keys: Sequence[str]) -> list[int | None]:
        return self._database.look(partial(_read, keys))

    def remove(self, keys: Sequence[str]) -> None:
        names = [(key,) for key in keys]
        self._database.change(lambda cursor, _: cursor.executemany("DELETE FROM marks WHERE key = ?", names))

    def probe(self) -> None:
        self.put(_PROBE, 1, 1.0)

    def close(self) -> None:
        try:
            self._database.close()
        except CrowdedError:
            return  # at the end of a process whose threads still work


def _read(keys: Sequence[str], cursor: sqlite3.Cursor, now: float) -> list[int | None]:
    found = dict(cursor.execute(f"{_READ}{', '.join('?' * len(keys))})", (now, *keys)).fetchall())
    return [found.get(key) for key in keys]


def _count(key: str, windows: Windows, cost: int, cursor: sqlite3.Cursor, now: float) -> Verdict:
    """Count in a single window, which has begun before."""
    name = key + windows.ids[0]
    amount, seconds = windows.windows[0]
    found = cursor.execute(_STATE, (name,)).fetchone()
    if found is None or not now < found[1] <= now + seconds:
        return _count_each(key, windows, cost, cursor, now)
    count, end = found
    allowed = count + cost <= amount
    if allowed:
        count += cost
        cursor.execute(_COUNT, (count, name))
    return Verdict(allowed, (count,), (end,), windows.windows, (end,))


def _count_each(key: str, windows: Windows, cost: int, cursor: sqlite3.Cursor, now: float) -> Verdict:
    """Count in all windows or in none; end one length after now what a clock set back has left too long."""
    need = needed(cost)
    states: list[tuple[int, float]] = []
    begun: list[bool] = []
    for name, (_, seconds) in zip(windows.ids, windows.windows, strict=True):
        found = cursor.execute(_STATE, (key + name,)).fetchone()
        begun.append(found is not None and found[1] > now)
        states.append(found if begun[-1] else (0, now + seconds))
        if states[-1][1] > now + seconds:
            states[-1] = states[-1][0], now + seconds
            cursor.execute(_END, (now + seconds, key + name))
    allowed = all(count + need <= amount for (count, _), (amount, _) in zip(states, windows.windows, strict=True))
    if allowed and cost:
        states = [(count + cost, end) for count, end in states]
        for name, known, (count, end) in zip(windows.ids, begun, states, strict=True):
            if known:
                cursor.execute(_COUNT, (count, key + name))
            else:
                cursor.execute(_BEGIN, (key + name, count, end))
    return verdict_of(windows.windows, states, allowed)
