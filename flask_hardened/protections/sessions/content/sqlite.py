"""Content in the SQLite file of the store, in a table of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from ....storage.backend import Backend
from ....storage.sqlite import SqliteStorage
from ....storage.sqlite_backend import SqliteBackend
from .kept import Kept

_TABLE = """
CREATE TABLE IF NOT EXISTS sessions (
  key TEXT PRIMARY KEY, text BLOB NOT NULL, version INTEGER NOT NULL, expires REAL NOT NULL) WITHOUT ROWID
"""
_INDEX = "CREATE INDEX IF NOT EXISTS sessions_expires ON sessions (expires)"
_SWEEP = "DELETE FROM sessions WHERE key IN (SELECT key FROM sessions WHERE expires <= ? ORDER BY expires LIMIT 100)"
_EVERY = 32


class SqliteContent:
    """Shares the connection, the timeouts and the file of the store."""

    def __init__(self, storage: SqliteStorage) -> None:
        self._storage = storage
        self._writes = count(1)

    @classmethod
    def of(cls, backend: Backend) -> SqliteContent | None:
        """Return one for a store in an SQLite file."""
        return cls(backend.storage) if isinstance(backend, SqliteBackend) else None

    def read(self, key: str) -> Kept | None:
        now = self._storage.clock()
        try:
            found = self._storage.rows("SELECT text, version FROM sessions WHERE key = ? AND expires > ?", (key, now))
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):  # nothing was kept yet
                return None
            raise
        return Kept(*found[0]) if found else None

    def write(self, key: str, text: bytes, version: int, ttl: float) -> bool:
        with self._changing() as (connection, now):
            if next(self._writes) % _EVERY == 0:
                connection.execute(_SWEEP, (now,))
            if version == 0:
                statement = (
                    "INSERT INTO sessions VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE "
                    "SET text = excluded.text, version = 1, expires = excluded.expires WHERE sessions.expires <= ?"
                )
                return connection.execute(statement, (key, text, now + ttl, now)).rowcount == 1
            return (
                connection.execute(
                    "UPDATE sessions SET text = ?, version = version + 1, expires = ? "
                    "WHERE key = ? AND version = ? AND expires > ?",
                    (text, now + ttl, key, version, now),
                ).rowcount
                == 1
            )

    def remove(self, key: str) -> None:
        with self._changing() as (connection, _):
            connection.execute("DELETE FROM sessions WHERE key = ?", (key,))

    @contextmanager
    def _changing(self) -> Iterator[tuple[sqlite3.Connection, float]]:
        with self._storage.changing() as (connection, now):
            connection.execute(_TABLE)  # costs a look at the schema, which is in memory
            connection.execute(_INDEX)
            yield connection, now
