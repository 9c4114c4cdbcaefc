"""Sweeping: expired rows go with the writes, a few at a time, so that there is neither a timer nor a long pause."""

from __future__ import annotations

import sqlite3
from itertools import count

_EVERY = 32
_ROWS = 100  # per table: three times what the writes in between can have added

GRACE = 3600.0
"""Seconds for which an expired mark is kept, though no longer read: a clock that leaps ahead and is put right again
must not have forgotten who is signed out."""

_SWEEPS = tuple(
    (
        f"DELETE FROM {table} WHERE {row} IN (SELECT {row} FROM {table} WHERE expires <= ? ORDER BY expires LIMIT {_ROWS})",  # noqa: S608, E501 - constants
        grace,
    )
    for table, row, grace in (("counters", "key", 0.0), ("marks", "key", GRACE), ("entries", "rowid", 0.0))
)


class Sweeper:
    """Counts writes, and sweeps at each 32nd of them."""

    def __init__(self) -> None:
        self._writes = count(1)

    def after_write(self, cursor: sqlite3.Cursor, now: float) -> None:
        """Delete up to 100 expired rows of each table, if it is time to; in the transaction that has written."""
        if next(self._writes) % _EVERY:
            return
        for statement, grace in _SWEEPS:
            cursor.execute(statement, (now - grace,))
