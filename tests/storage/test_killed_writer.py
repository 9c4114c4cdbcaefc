"""kill -9 in the middle of traffic."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flask_hardened.storage import Store, Use, Windows

pytestmark = [pytest.mark.slow, pytest.mark.race]

ROOT = Path(__file__).parents[2]


def test_a_killed_writer_loses_nothing_it_was_told(opened: Callable[..., Store], tmp_path: Path) -> None:
    """After each of five kills the file is sound, and the count is what was confirmed, or one more in flight."""
    file = tmp_path / "killed.db"
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.workers", f"sqlite:///{file}"], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.05)
        writer.kill()
        said, _ = writer.communicate()
        confirmed = int(said.rstrip().rsplit(b"\n", 1)[-1]) if said.endswith(b"\n") else int(said.split(b"\n")[-2])
        store = opened(f"sqlite:///{file}", app_key=b"k")
        namespace = store.namespace(Use("killed"))
        looked = namespace.hit(namespace.key_of("key"), Windows.parse("1000000 per day"), cost=0)
        assert looked.used - confirmed in (0, 1)
        assert not looked.degraded
        store.close()
        with sqlite3.connect(file) as connection:
            assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        connection.close()
