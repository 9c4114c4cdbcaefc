"""One connection to an SQLite file for each process, used by one thread at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from ..errors import ConfigurationError
from . import sqlite_file
from .forking import renew_after_fork

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
T = TypeVar("T")

_inherited: list[sqlite3.Connection] = []
"""Connections of the parent process. SQLite forbids to use them, and to close them, in a child."""


class SqliteConnection:
    """A connection that knows its process and its file.

    Threads take turns: SQLite lets one writer in at a time anyway, and makes the others sleep for milliseconds, where
    a lock hands over in microseconds. Other processes are waited for by trying again after a fraction of a millisecond.

    :param timeout: seconds to wait for other threads, and again for other processes.
    """

    def __init__(self, file: Path, timeout: float) -> None:
        self.file = file
        self._path = str(file)
        self._timeout = timeout
        self._lock = threading.Lock()
        self._open: list[sqlite3.Connection] = []
        self._identity = (0, 0)
        weakref.finalize(self, _close, self._open, os.getpid())
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Forget the parent's connection and lock."""
        self._lock = threading.Lock()
        _inherited.extend(self._open)
        self._open = []
        weakref.finalize(self, _close, self._open, os.getpid())

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Let this caller alone, among all threads and processes, read and write until the block ends.

        :raises sqlite3.Error: if the file cannot be used; nothing of the block is kept then.
        """
        self.acquire()
        try:
            connection = self.connection()
            self.execute(connection, "BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:  # SQLite ends it by itself when the disk is full
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.failed(error)
            raise
        finally:
            self.release()

    def acquire(self) -> None:
        """Wait for this thread's turn; :meth:`release` ends it.

        :raises sqlite3.OperationalError: after the timeout.
        """
        if not self._lock.acquire(timeout=self._timeout):
            raise sqlite3.OperationalError("other threads wait for the database as well")

    def release(self) -> None:
        """End this thread's turn."""
        self._lock.release()

    def connection(self) -> sqlite3.Connection:
        """Return the connection; to be called, and used, in this thread's turn only.

        :raises sqlite3.Error: if the file cannot be opened, or was removed or replaced since; the next call opens, and
            if need be creates, the file that bears the name then.
        """
        if not self._open:
            self._open.append(self._patiently(self._connect))
        try:
            found = os.stat(self._path)  # noqa: PTH116 - a Path costs as much as the stat itself
        except OSError as error:
            self.drop()
            raise sqlite3.OperationalError(f"the database file is gone: {error.strerror}") from error
        if (found.st_dev, found.st_ino) != self._identity:
            self.drop()
            raise sqlite3.OperationalError("the database file was replaced")
        return self._open[0]

    def execute(self, connection: sqlite3.Connection, statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Run the statement that begins a transaction, or is one, in this thread's turn; return all rows.

        :raises sqlite3.Error: if it cannot be run; that other processes write only after the timeout.
        """
        try:
            return connection.execute(statement, parameters).fetchall()
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
        return self._patiently(lambda: connection.execute(statement, parameters).fetchall())

    def _patiently(self, call: Callable[[], T]) -> T:
        # SQLite's own busy handler soon sleeps for 25 ms and more, and starves among processes that write all the time
        deadline, pause = time.monotonic() + self._timeout, _SHORTEST_PAUSE
        while True:
            try:
                return call()
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > deadline:
                    raise
            time.sleep(pause)
            pause = min(1.2 * pause, _LONGEST_PAUSE)

    def failed(self, error: sqlite3.Error) -> None:
        """Close a connection that failed, so that a file that was mended is read afresh; one that waited is kept."""
        if not is_busy(error):
            self.drop()

    def drop(self) -> None:
        """Close the connection; the next use opens a new one."""
        _close(self._open, os.getpid())

    def _connect(self) -> sqlite3.Connection:
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
        return connection


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether other processes were in the way, and nothing else."""
    return "locked" in str(error)  # sqlite_errorcode came with Python 3.11


def _close(connections: list[sqlite3.Connection], pid: int) -> None:
    if os.getpid() == pid:
        while connections:
            connections.pop().close()
