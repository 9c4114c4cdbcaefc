"""SQLite as a storage of `limits`: the same answers as its own, and little left behind."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from limits import RateLimitItemPerMinute, strategies
from limits.errors import StorageError
from limits.storage import storage_from_string

from flask_hardened.storage import SqliteStorage, Window, Windows
from flask_hardened.storage.sqlite_backend import SqliteBackend
from flask_hardened.storage.sqlite_sweep import GRACE
from tests.storage.conftest import Clock


@pytest.fixture
def storage(tmp_path: Path, clock: Clock) -> Iterator[SqliteStorage]:
    """A storage with a clock of the test."""
    storage = SqliteStorage(f"sqlite:///{tmp_path}/store.db", clock=clock)
    yield storage
    storage.database.close()


def test_limits_knows_the_scheme(tmp_path: Path) -> None:
    """`limits`, and so Flask-Limiter, open a sqlite: URI once the package is imported."""
    storage = storage_from_string(f"sqlite:///{tmp_path}/store.db")
    assert isinstance(storage, SqliteStorage)
    assert storage.check()
    storage.database.close()


@pytest.mark.parametrize("strategy", sorted(strategies.STRATEGIES))
def test_every_strategy_of_limits_works(storage: SqliteStorage, strategy: str, monkeypatch, clock: Clock) -> None:
    """Three per minute: three hits and no fourth, a cost, the numbers, and a clear."""
    monkeypatch.setattr("time.time", clock)
    clock.now += 0.5  # not on the edge of a window
    limiter = strategies.STRATEGIES[strategy](storage)
    item = RateLimitItemPerMinute(3)
    assert (True, 3) == (limiter.test(item, "a"), limiter.get_window_stats(item, "a").remaining)
    assert limiter.hit(item, "a", cost=2)
    assert (True, False) == (limiter.test(item, "a"), limiter.test(item, "a", cost=2))
    assert limiter.hit(item, "a")
    assert not limiter.hit(item, "a")
    assert not limiter.test(item, "a")
    assert 0 == limiter.get_window_stats(item, "a").remaining
    assert clock.now < limiter.get_window_stats(item, "a").reset_time <= clock.now + 60
    assert limiter.hit(item, "b")
    limiter.clear(item, "a")
    assert limiter.hit(item, "a")
    clock.now += 121
    assert 3 == limiter.get_window_stats(item, "a").remaining


def test_a_fixed_window_begins_with_the_first_hit(storage: SqliteStorage, clock: Clock) -> None:
    """It ends one length later, whatever comes in between; then another one begins."""
    assert (1, 3) == (storage.incr("key", 60), storage.incr("key", 60, 2))
    began = clock.now
    clock.now += 59.5
    assert (4, began + 60) == (storage.incr("key", 60), storage.get_expiry("key"))
    clock.now += 0.5
    assert (0, clock.now) == (storage.get("key"), storage.get_expiry("key"))
    assert 1 == storage.incr("key", 60)


def test_taking_back_stops_at_nothing(storage: SqliteStorage) -> None:
    """decr() goes down to 0, and is no error where there is nothing."""
    storage.incr("key", 60, 3)
    assert (1, 0, 0) == (storage.decr("key", 2), storage.decr("key", 2), storage.decr("other"))


def test_a_moving_window_forgets_each_entry_in_its_turn(storage: SqliteStorage, clock: Clock) -> None:
    """Each entry counts for one length of the window."""
    began = clock.now
    assert storage.acquire_entry("key", 2, 60)
    clock.now += 30
    assert storage.acquire_entry("key", 2, 60)
    assert not storage.acquire_entry("key", 2, 60)
    assert (began, 2) == storage.get_moving_window("key", 2, 60)
    clock.now += 30
    assert (began + 30, 1) == storage.get_moving_window("key", 2, 60)
    assert storage.acquire_entry("key", 2, 60)
    assert not storage.acquire_entry("key", 2, 60, 3)


def test_a_clock_set_back_does_not_freeze_a_moving_window(storage: SqliteStorage, clock: Clock) -> None:
    """Entries of the future count as of now: they are not lost, and gone after one length."""
    assert storage.acquire_entry("key", 1, 60)
    clock.now -= 86400
    assert not storage.acquire_entry("key", 1, 60)
    clock.now += 60
    assert storage.acquire_entry("key", 1, 60)


def test_a_sliding_window_weighs_the_previous_one(storage: SqliteStorage, clock: Clock) -> None:
    """A quarter into the next window, three quarters of the last one still count."""
    clock.now -= clock.now % 60
    assert storage.acquire_sliding_window_entry("key", 4, 60, 4)
    clock.now += 75
    assert (4, 45.0, 0, 105.0) == storage.get_sliding_window("key", 60)
    assert storage.acquire_sliding_window_entry("key", 4, 60)
    assert not storage.acquire_sliding_window_entry("key", 4, 60)


def test_reset_forgets_limits_only(storage: SqliteStorage) -> None:
    """reset() clears what was counted, and not who was signed out."""
    backend = SqliteBackend(storage)
    backend.put("revoked", 1, 60)
    storage.incr("a", 60)
    storage.acquire_entry("b", 1, 60)
    assert 2 == storage.reset()
    assert (0, [1]) == (storage.get("a"), backend.read(["revoked"]))


def test_expired_rows_are_swept_by_the_writes(storage: SqliteStorage, clock: Clock) -> None:
    """Old counters, entries and values disappear while new ones are written; values after an hour of grace."""
    backend, windows = SqliteBackend(storage), Windows(Window(5, 60))
    for number in range(300):
        backend.hit(f"old {number}", windows)
        backend.put(f"old {number}", 1, 60)
        storage.acquire_entry(f"old {number}", 1, 60)
    clock.now += 61
    for number in range(320):
        backend.hit(f"new {number}", windows)
    assert (320, 300, 0) == rows(storage)
    clock.now += GRACE
    for number in range(320):
        backend.hit(f"newer {number}", windows)
    assert (320, 0, 0) == rows(storage)


def rows(storage: SqliteStorage) -> tuple[int, ...]:
    """Return how many rows each table has."""
    return tuple(storage.rows(f"SELECT count(*) FROM {table}", ())[0][0] for table in ("counters", "marks", "entries"))


def test_a_clock_that_leaps_and_returns_revives_nothing(storage: SqliteStorage, clock: Clock) -> None:
    """What was revoked is still revoked after the clock was half an hour ahead, with sweeps meanwhile."""
    backend = SqliteBackend(storage)
    backend.put("revoked", 1, 60)
    clock.now += 1800
    for number in range(100):
        backend.put(str(number), 1, 60)
    assert [None] == backend.read(["revoked"])
    clock.now -= 1800
    assert [1] == backend.read(["revoked"])


def test_a_statement_that_fails_takes_nobody_along(storage: SqliteStorage) -> None:
    """What one thread asks wrongly is no fault of the others that count at the same time."""
    backend, windows = SqliteBackend(storage), Windows(Window(10_000, 60))
    storage.incr("key", 60)
    errors: list[str] = []

    def ask() -> None:
        for _ in range(50):
            with suppress(sqlite3.OperationalError):
                storage.rows("SELECT * FROM absent", ())

    def count() -> None:
        for _ in range(50):
            try:
                backend.hit("key", windows)
            except Exception as error:
                errors.append(repr(error))

    threads = [threading.Thread(target=target) for target in (ask, count) * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == errors
    assert 400 == backend.hit("key", windows, cost=0).used


def test_errors_are_wrapped_for_limits(tmp_path: Path) -> None:
    """With wrap_exceptions, as Flask-Limiter sets it, a fault of the file is a StorageError of `limits`."""
    folder = tmp_path / "folder"
    storage = SqliteStorage(f"sqlite:///{folder}/store.db", wrap_exceptions=True)
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(StorageError):
        storage.incr("key", 60)
    assert not storage.check()


def test_forked_workers_count_together(tmp_path: Path) -> None:
    """As under gunicorn --preload: the parent has used the store, and held its locks; each child counts exactly."""
    program = """
import os, sys
from flask_hardened.storage import open_store, Use, Windows
windows = Windows.parse("1000 per hour")
store = open_store(sys.argv[1], instance_path="/nowhere", app_key=b"k")
namespace = store.namespace(Use("forked"))
namespace.hit("key", windows)
if hasattr(store._backend, "_database"):
    store._backend._database._turns.enter()  # another thread was at work at the moment of the fork
children = []
for _ in range(4):
    child = os.fork()
    if not child:
        degraded = [namespace.hit("key", windows).degraded for _ in range(50)]
        os._exit(any(degraded))
    children.append(child)
if hasattr(store._backend, "_database"):
    store._backend._database._turns.leave()
own = [namespace.hit("key", windows).degraded for _ in range(49)]
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children], any(own))
print(namespace.hit("key", windows, cost=0).used)
store.close()
"""
    uri = f"sqlite:///{tmp_path}/store.db"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, uri], capture_output=True, text=True, timeout=60
    )
    assert ("[0, 0, 0, 0] False\n250\n", "") == (ran.stdout, ran.stderr)
