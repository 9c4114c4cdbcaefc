"""``sqlite:///path`` for `limits`: one file that all threads and workers of one machine share."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from math import floor
from typing import Any

from limits.storage import MovingWindowSupport, SlidingWindowCounterSupport, Storage
from limits.storage.base import TimestampedSlidingWindow

from ..errors import ConfigurationError, Problem
from .sqlite_connection import SqliteConnection
from .sqlite_file import SETTING, check_place, file_of

_NEEDED = (3, 35)  # UPSERT and RETURNING
_TIMEOUT = 0.2

# A window that has ended begins anew; one that a clock set back has left too long ends one length after now.
_INCREASE = """
INSERT INTO counters (key, count, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
  count = excluded.count + CASE WHEN counters.expires <= ? THEN 0 ELSE counters.count END,
  expires = CASE WHEN counters.expires <= ? THEN excluded.expires ELSE min(counters.expires, excluded.expires) END
RETURNING count
"""
_CURRENT = "SELECT count, expires FROM counters WHERE key = ? AND expires > ?"


class SqliteStorage(Storage, MovingWindowSupport, SlidingWindowCounterSupport, TimestampedSlidingWindow):
    """A storage of `limits` in one SQLite file, exact over threads and processes; survives ``kill -9``.

    The file, its ``-wal`` and its ``-shm`` are for the app's user only. It is opened at the first use, and again in a
    forked worker. A power failure can lose the last moments, a crash of the app nothing.

    Times are ``time.time()``. A clock set back keeps the counts, and no window stays closed for longer than its
    length from then on. A clock set forward ends windows early.

    :param uri: ``sqlite:////absolute/path.db``, or ``sqlite:///name.db`` in `instance_path`.
    :param instance_path: what a relative path starts from.
    :param clock: returns seconds since 1970.
    :param timeout: seconds to wait for other processes; default 0.2, at most 0.3.
    :raises ConfigurationError: for a directory that others can write to, and an SQLite before 3.35.
    """

    STORAGE_SCHEME = ["sqlite"]  # noqa: RUF012 - the registry of limits reads a list

    def __init__(
        self,
        uri: str,
        wrap_exceptions: bool = False,
        *,
        instance_path: str | None = None,
        clock: Callable[[], float] = time.time,
        timeout: float = _TIMEOUT,
        **options: float | str | bool,
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        if sqlite3.sqlite_version_info < _NEEDED:
            fault = f"SQLite {sqlite3.sqlite_version} is too old."
            raise ConfigurationError([Problem(SETTING, fault, "Use SQLite 3.35 or newer, or a redis:// store.")])
        file = file_of(uri, instance_path)
        check_place(file)
        self.clock = clock
        self.database = SqliteConnection(file, min(timeout, 0.3), clock)

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return sqlite3.Error

    def changing(self) -> AbstractContextManager[tuple[sqlite3.Connection, float]]:
        """Run the block as one transaction; give it the connection and the time; sweep if it is time to."""
        return self.database.transaction()

    def rows(self, statement: str, parameters: tuple[Any, ...]) -> list[Any]:
        """Return what one reading statement yields."""
        return self.database.look(lambda cursor, _: cursor.execute(statement, parameters).fetchall(), alone=True)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a counter, whose window of `expiry` seconds begins with the first addition; return the count."""
        with self.changing() as (connection, now):
            return self._increase(connection, key, expiry, amount, now)

    def decr(self, key: str, amount: int = 1) -> int:
        """Take from a counter, down to 0 at most; return the count."""
        with self.changing() as (connection, now):
            connection.execute("UPDATE counters SET count = max(0, count - ?) WHERE key = ?", (amount, key))
            return self._count(connection, key, now)

    def get(self, key: str) -> int:
        """Return the count, 0 when the window has ended."""
        found = self.rows(_CURRENT, (key, self.clock()))
        return int(found[0][0]) if found else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends; now, if there is none."""
        now = self.clock()
        found = self.rows(_CURRENT, (key, now))
        return float(found[0][1]) if found else now

    def check(self) -> bool:
        """Return whether the file can be written to."""
        try:
            with self.changing():
                return True
        except sqlite3.Error:
            return False

    def reset(self) -> int | None:
        """Forget all counters and entries, but not who was signed out; return how many there were."""
        with self.changing() as (connection, _):
            counters = connection.execute("DELETE FROM counters").rowcount
            return int(counters + connection.execute("DELETE FROM entries").rowcount)

    def clear(self, key: str) -> None:
        """Forget the counter and the entries of a key."""
        with self.changing() as (connection, _):
            connection.execute("DELETE FROM counters WHERE key = ?", (key,))
            connection.execute("DELETE FROM entries WHERE key = ?", (key,))

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Add `amount` entries unless more than `limit` would lie within the last `expiry` seconds."""
        with self.changing() as (connection, now):
            # entries from the future are of a clock that was set back; they happened by now
            connection.execute(
                "UPDATE entries SET at = ?, expires = ? WHERE key = ? AND at > ?", (now, now + expiry, key, now)
            )
            found = connection.execute(
                "SELECT coalesce(sum(count), 0) FROM entries WHERE key = ? AND at > ?", (key, now - expiry)
            ).fetchone()
            if found[0] + amount > limit:
                return False
            connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", (key, now, amount, now + expiry))
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return when the oldest entry within the last `expiry` seconds was made, and how many there are."""
        now = self.clock()
        found = self.rows(
            "SELECT min(at), coalesce(sum(count), 0) FROM entries WHERE key = ? AND at > ?", (key, now - expiry)
        )
        start, count = found[0]
        return (now if start is None else float(start)), int(count)

    def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Add to the current window unless it and its share of the previous one exceed the limit."""
        with self.changing() as (connection, now):
            previous_key, current_key = self.sliding_window_keys(key, expiry, now)
            previous, current = self._count(connection, previous_key, now), self._count(connection, current_key, now)
            if floor(previous * self._left(expiry, now) / expiry + current) + amount > limit:
                return False
            self._increase(connection, current_key, 2 * expiry, amount, now)
            return True

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Return count and seconds left of the previous and of the current window."""
        now = self.clock()
        found = dict(
            self.rows(
                "SELECT key, count FROM counters WHERE key IN (?, ?) AND expires > ?",
                (*self.sliding_window_keys(key, expiry, now), now),
            )
        )
        previous, current = (int(found.get(name, 0)) for name in self.sliding_window_keys(key, expiry, now))
        left = self._left(expiry, now)
        return previous, left if previous else 0.0, current, left + expiry

    def clear_sliding_window(self, key: str, expiry: int) -> None:
        """Forget the previous and the current window."""
        for name in self.sliding_window_keys(key, expiry, self.clock()):
            self.clear(name)

    @staticmethod
    def _left(expiry: int, now: float) -> float:
        return expiry - now % expiry

    @staticmethod
    def _increase(connection: sqlite3.Connection, key: str, expiry: float, amount: int, now: float) -> int:
        return int(connection.execute(_INCREASE, (key, amount, now + expiry, now, now)).fetchall()[0][0])

    @staticmethod
    def _count(connection: sqlite3.Connection, key: str, now: float) -> int:
        found = connection.execute(_CURRENT, (key, now)).fetchone()
        return int(found[0]) if found else 0
