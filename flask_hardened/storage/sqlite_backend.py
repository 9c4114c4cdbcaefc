"""The store in an SQLite file: one statement for a hit on one window, one transaction for several."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from .sqlite import INCREASE, RESULT, SqliteStorage
from .strategy import hit_by_strategy
from .windows import Verdict, Window, Windows, needed, verdict_of

_HIT = f"{INCREASE} WHERE counters.expires <= ? OR counters.count + excluded.count <= ?{RESULT}"
_KEEP = """
INSERT INTO marks (key, value, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
_ADVANCE = """
INSERT INTO marks (key, value, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET value = max(marks.value + 1, excluded.value), expires = excluded.expires
RETURNING value
"""
_PROBE = "probe"


class SqliteBackend:
    """Counters and marks in the file of an :class:`SqliteStorage`."""

    failures: tuple[type[BaseException], ...] = (sqlite3.Error,)

    def __init__(self, storage: SqliteStorage) -> None:
        self.storage = storage
        self._database = storage.database
        self._clock = storage.clock
        self._sweeper = storage.sweeper

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        if not windows.single or not 0 < cost <= windows.windows[0].amount:
            return self._hit_each(key, windows, cost)
        window = windows.windows[0]
        database = self._database
        database.acquire()
        try:
            connection = database.connection()
            now = self._clock()
            found = database.execute(connection, _HIT, _parameters(key + windows.ids[0], window, cost, now))
            if found:
                self._sweeper.after_write(connection, now)
                count, end = found[0]
                return Verdict(True, (count,), (end,), windows.windows, (end,))
            (state,) = _states(connection, key, windows, now)
        except sqlite3.Error as error:
            database.failed(error)
            raise
        finally:
            database.release()
        if state[1] > now + window.seconds:  # the clock was set back: that has to be written down
            return self._hit_each(key, windows, cost)
        return verdict_of(windows.windows, [state], allowed=False)

    def _hit_each(self, key: str, windows: Windows, cost: int) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        need = needed(cost)
        with self.storage.changing() as (connection, now):
            states = _states(connection, key, windows, now)
            for index, (name, window) in enumerate(zip(windows.ids, windows.windows, strict=True)):
                if states[index][1] > now + window.seconds:
                    states[index] = states[index][0], now + window.seconds
                    connection.execute("UPDATE counters SET expires = ? WHERE key = ?", (states[index][1], key + name))
            allowed = all(
                count + need <= window.amount for (count, _), window in zip(states, windows.windows, strict=True)
            )
            if allowed and cost:
                states = [
                    connection.execute(_HIT, _parameters(key + name, window, cost, now)).fetchall()[0]
                    for name, window in zip(windows.ids, windows.windows, strict=True)
                ]
        return verdict_of(windows.windows, states, allowed)

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        with self.storage.changing() as (connection, _):
            for name, end in zip(windows.ids, receipt, strict=False):
                connection.execute(
                    "UPDATE counters SET count = max(0, count - ?) WHERE key = ? AND expires = ?",
                    (cost, key + name, end),
                )

    def clear(self, key: str, windows: Windows) -> None:
        with self.storage.changing() as (connection, _):
            for name in windows.ids:
                connection.execute("DELETE FROM counters WHERE key = ?", (key + name,))

    def put(self, key: str, value: int, ttl: float) -> None:
        with self.storage.changing() as (connection, now):
            connection.execute(_KEEP, (key, value, now + ttl))

    def claim(self, key: str, ttl: float) -> bool:
        with self.storage.changing() as (connection, now):
            statement = f"{_KEEP} WHERE marks.expires <= ? RETURNING value"
            return bool(connection.execute(statement, (key, 1, now + ttl, now)).fetchall())

    def advance(self, key: str, ttl: float) -> int:
        with self.storage.changing() as (connection, now):
            return int(connection.execute(_ADVANCE, (key, int(now * 1000), now + ttl)).fetchall()[0][0])

    def read(self, keys: Sequence[str]) -> list[int | None]:
        places = ", ".join("?" * len(keys))
        statement = f"SELECT key, value FROM marks WHERE expires > ? AND key IN ({places})"  # noqa: S608 - only marks
        found = dict(self.storage.rows(statement, (self._clock(), *keys)))
        return [found.get(key) for key in keys]

    def remove(self, keys: Sequence[str]) -> None:
        with self.storage.changing() as (connection, _):
            for key in keys:
                connection.execute("DELETE FROM marks WHERE key = ?", (key,))

    def probe(self) -> None:
        self.put(_PROBE, 1, 1.0)

    def close(self) -> None:
        self._database.acquire()
        self._database.drop()
        self._database.release()


def _parameters(key: str, window: Window, cost: int, now: float) -> tuple[str, int, float, float, float, float, int]:
    return key, cost, now + window.seconds, now, now, now, window.amount


def _states(connection: sqlite3.Connection, key: str, windows: Windows, now: float) -> list[tuple[int, float]]:
    states = []
    for name, window in zip(windows.ids, windows.windows, strict=True):
        found = connection.execute("SELECT count, expires FROM counters WHERE key = ?", (key + name,)).fetchone()
        states.append(found if found is not None and found[1] > now else (0, now + window.seconds))
    return states
