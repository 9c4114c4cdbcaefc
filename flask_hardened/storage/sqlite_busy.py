"""Whether SQLite could do nothing because of other processes."""

from __future__ import annotations

import sqlite3


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether other processes were in the way, and nothing else."""
    return "locked" in str(error)  # sqlite_errorcode came with Python 3.11
