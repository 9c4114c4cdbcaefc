"""One connection to an SQLite file for each process, used by one thread at a time."""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..errors import ConfigurationError
from . import sqlite_file
from .forking import renew_after_fork
from .sqlite_busy import is_busy
from .sqlite_sweep import Sweeper
from .turns import CrowdedError, Turns, Waiter

_SCHEMA = """
CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counters_expires ON counters (expires);
CREATE TABLE IF NOT EXISTS marks (key TEXT PRIMARY KEY, value INTEGER NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS marks_expires ON marks (expires);
CREATE TABLE IF NOT EXISTS entries (key TEXT NOT NULL, at REAL NOT NULL, count INTEGER NOT NULL, expires REAL NOT NULL);
CREATE INDEX IF NOT EXISTS entries_key ON entries (key, at);
CREATE INDEX IF NOT EXISTS entries_expires ON entries (expires);
"""

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.00005, 0.001
_LOOKED_FOR = 0.01
"""Seconds for which a reader takes the file that was there to be there: what it reads was true until then."""
T = TypeVar("T")
Work = Callable[[sqlite3.Cursor, float], T]

_inherited: list[object] = []
"""Connections of the parent process, and their cursors. SQLite forbids to use and to close them in a child."""


class SqliteConnection:
    """A connection that knows its process and its file.

    Threads take turns: SQLite lets one writer in at a time anyway, and makes the others sleep for milliseconds, where
    a turn is handed over in microseconds. A thread that has its turn also does the work of those that wait, in the same
    transaction. Other processes are waited for by trying again after a fraction of a millisecond.

    :param clock: returns seconds since 1970.
    :param timeout: seconds to wait for other processes.
    """

    def __init__(self, file: Path, timeout: float, clock: Callable[[], float]) -> None:
        self.file = file
        self._path = str(file)
        self._timeout = timeout
        self._clock = clock
        self._sweeper = Sweeper()
        self._turns = Turns()
        self._open: list[sqlite3.Connection] = []
        self._cursor: sqlite3.Cursor | None = None
        self._identity = (0, 0)
        self._looked = 0.0
        self._left = timeout
        weakref.finalize(self, _close, self._open, os.getpid())
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Forget the parent's connection and turns."""
        self._turns = Turns()
        _inherited.extend((*self._open, self._cursor))
        self._open = []
        self._cursor = None
        weakref.finalize(self, _close, self._open, os.getpid())

    def change(self, work: Work[T]) -> T:
        """Let `work` read and write, alone among all threads and processes; return what it returns.

        :param work: given a cursor and the time. May run in another thread's turn; it raises nothing of its own.
        :raises sqlite3.Error: if the file cannot be used; nothing of what `work` wrote is kept then.
        :raises CrowdedError: if too many threads wait.
        """
        turns = self._turns
        waiter = turns.enter(work)
        if waiter is not None and waiter.done:
            done: T = waiter.result
            return done
        taken: list[Waiter] = []
        try:
            self._left = turns.left(waiter, self._timeout)
            cursor = self._begin()
            try:
                now = self._clock()
                result = work(cursor, now)
                taken = turns.take_along()
                for other in taken:
                    assert other.work is not None
                    other.result = other.work(cursor, now)
                self._sweeper.after_write(cursor, now)
                cursor.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except BaseException as error:
            self._failed(error, taken)
            raise
        finally:
            turns.leave()
        if taken:
            turns.done(taken)
        return result

    def look(self, work: Work[T], *, alone: bool = False) -> T:
        """Let `work` read with one statement; otherwise as :meth:`change`.

        A file that was removed or replaced a hundredth of a second ago may still be read.

        :param alone: never in another thread's transaction, which it would end with an error of its own.
        """
        turns = self._turns
        waiter = turns.enter(None if alone else work)
        if waiter is not None and waiter.done:
            done: T = waiter.result
            return done
        try:
            self._left = turns.left(waiter, self._timeout)
            cursor = self._opened(_LOOKED_FOR)
            try:
                return work(cursor, self._clock())
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise
            return self._patiently(lambda: work(cursor, self._clock()))
        except BaseException as error:
            self._failed(error, [], own=False)
            raise
        finally:
            turns.leave()

    @contextmanager
    def transaction(self) -> Iterator[tuple[sqlite3.Connection, float]]:
        """Give the block the connection and the time; until it ends, it alone reads and writes. Raises as `change`."""
        turns = self._turns
        waiter = turns.enter()
        try:
            self._left = turns.left(waiter, self._timeout)
            cursor = self._begin()
            try:
                now = self._clock()
                yield cursor.connection, now
                self._sweeper.after_write(cursor, now)
                cursor.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except BaseException as error:
            self._failed(error, [], own=False)
            raise
        finally:
            turns.leave()

    def close(self) -> None:
        """Close the connection in a turn of its own; the next use opens a new one."""
        self._turns.enter()
        self._drop()
        self._turns.leave()

    def _begin(self) -> sqlite3.Cursor:
        cursor = self._opened()
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            self._patiently(lambda: cursor.execute("BEGIN IMMEDIATE"))
        return cursor

    def _opened(self, looked_for: float = 0.0) -> sqlite3.Cursor:
        """Return the cursor; for this thread's turn only.

        :param looked_for: seconds for which the file that was there is taken to be there.

        :raises sqlite3.Error: if the file cannot be opened, or was removed or replaced since; the next call opens, and
            if need be creates, the file that bears the name then.
        """
        cursor = self._cursor
        if cursor is None:
            cursor = self._patiently(self._connect)
            self._cursor = cursor
        now = time.monotonic()
        if now - self._looked >= looked_for:
            self._look_for_file()
            self._looked = now
        return cursor

    def _look_for_file(self) -> None:
        try:
            found = os.stat(self._path)  # noqa: PTH116 - a Path costs as much as the stat itself
        except OSError as error:
            self._drop()
            raise sqlite3.OperationalError(f"the database file is gone: {error.strerror}") from error
        if (found.st_dev, found.st_ino) != self._identity:
            self._drop()
            raise sqlite3.OperationalError("the database file was replaced")

    def _roll_back(self) -> None:
        if self._open and self._open[0].in_transaction:  # SQLite ends it by itself when the disk is full
            self._open[0].execute("ROLLBACK")

    def _failed(self, error: BaseException, taken: list[Waiter], *, own: bool = True) -> None:
        """Close a connection that failed, so that a file that was mended is read afresh; one that waited is kept.

        Those that wait have no better luck: they are told, instead of failing one after the other.

        :param own: the statements were the store's own; others may be wrong themselves.
        """
        if not isinstance(error, sqlite3.Error):
            self._turns.done(taken, partial(CrowdedError, "the thread that was at work for others was interrupted"))
            return
        busy = is_busy(error)
        if not busy:
            self._drop()
        failure = partial(type(error), *error.args)
        self._turns.done(taken, failure)
        if own or busy:
            self._turns.fail(failure)

    def _drop(self) -> None:
        self._cursor = None
        _close(self._open, os.getpid())

    def _patiently(self, call: Callable[[], T]) -> T:
        # SQLite's own busy handler soon sleeps for 25 ms and more, and starves among processes that write all the time
        pause, began = _SHORTEST_PAUSE, 0.0
        while True:
            try:
                return call()
            except sqlite3.OperationalError as error:
                began = began or time.monotonic()
                waited = time.monotonic() - began
                self._turns.waited(waited)
                if not is_busy(error) or waited > self._left:
                    raise
            time.sleep(pause)
            pause = min(1.2 * pause, _LONGEST_PAUSE)

    def _connect(self) -> sqlite3.Cursor:
        try:
            sqlite_file.check_place(self.file)  # again: it may have been removed, and made anew by somebody else
            sqlite_file.create(self.file)
            found = self.file.stat()
            self._identity = (found.st_dev, found.st_ino)
        except (OSError, ConfigurationError) as error:
            raise sqlite3.OperationalError(f"the database file cannot be opened: {error}") from error
        connection = sqlite3.connect(self.file, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            # small pages: each commit writes at least one to the log
            connection.execute("PRAGMA page_size = 1024")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
            connection.execute("PRAGMA journal_size_limit = 8388608")
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] < _SCHEMA.count("CREATE"):
                connection.execute("BEGIN IMMEDIATE")
                for statement in _SCHEMA.strip().split(";\n"):
                    connection.execute(statement)
                connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._open.append(connection)
        return connection.cursor()


def _close(connections: list[sqlite3.Connection], pid: int) -> None:
    if os.getpid() == pid:
        while connections:
            connections.pop().close()
