"""Whatever happens to the store: the declared outcome, in time, and back to normal when it is mended."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

import pytest

from flask_hardened.storage import Namespace, Store, StoreChange, StoreDownError, Use, Windows, begin_request
from flask_hardened.storage.use import WhenDown
from tests.requirements import require
from tests.storage.servers import RedisServer, Relay, free_port

pytestmark = pytest.mark.slow

WINDOWS = Windows.parse("2 per hour")
LONGEST = 0.5
USES: list[WhenDown] = ["deny", "allow", "local"]


def outcome(namespace: Namespace) -> dict[str, object]:
    """Return what a use gets from each operation, each of them in time."""
    keys = [namespace.key_of(name) for name in ("hit", "mark", "epoch", "claim")]
    operations: dict[str, Callable[[], object]] = {
        "hit": lambda: [namespace.hit(keys[0], WINDOWS).allowed for _ in range(3)],
        "set": lambda: namespace.set_expiring(keys[1], 7, 60),
        "get": lambda: namespace.get(keys[1]),
        "epoch": lambda: namespace.incr_epoch(keys[2], 60) > 0,
        "claim": lambda: [namespace.claim(keys[3], 60), namespace.claim(keys[3], 60)],
    }
    answers: dict[str, object] = {}
    began = time.monotonic()
    for name, operation in operations.items():
        try:
            answers[name] = operation()
        except StoreDownError:
            answers[name] = "down"
    took = time.monotonic() - began
    assert took < LONGEST, f"one request after the other waited, {took:.2f} s altogether"
    return answers


DECLARED = {
    "deny": {"hit": [False] * 3, "set": "down", "get": "down", "epoch": "down", "claim": "down"},
    "allow": {"hit": [True] * 3, "set": False, "get": None, "epoch": "down", "claim": [True, True]},
    "local": {"hit": [True, True, False], "set": False, "get": 7, "epoch": True, "claim": [True, False]},
}
HEALTHY = {"hit": [True, True, False], "set": True, "get": 7, "epoch": True, "claim": [True, False]}


def recovers(namespace: Namespace) -> bool:
    """Return whether the store is used again within three seconds."""
    for _ in range(60):
        if not namespace.hit(namespace.key_of("recovery"), WINDOWS, cost=0).degraded:
            return True
        time.sleep(0.05)
    return False


def show(store: Store, when_down: WhenDown, fault: AbstractContextManager[object], changes: list[StoreChange]) -> None:
    """Check the outcome of a use before, during and after a fault, and that it is reported once."""
    namespace = store.namespace(Use("faults", when_down))
    before = store.namespace(Use("before the fault", when_down))
    after = store.namespace(Use("after the fault", when_down))
    assert HEALTHY == outcome(before)
    with fault:
        store._breaker._longest = store._breaker._shortest = 10  # no probe in between
        assert DECLARED[when_down] == outcome(namespace)
        assert store.down
        store._breaker._longest = store._breaker._shortest = 0.05
        store._breaker._retry_at = 0.0
        began = time.monotonic()  # a probe that fails costs no more, and is not reported again
        namespace.hit(namespace.key_of("probe"), WINDOWS)
        assert time.monotonic() - began < LONGEST
        assert [False] == [change.up for change in changes]
    assert recovers(namespace)
    assert HEALTHY == outcome(after)
    assert [False, True] == [change.up for change in changes]


@contextmanager
def killed(server: RedisServer) -> Iterator[None]:
    """The server is gone; later another one starts, empty."""
    server.kill()
    yield
    server.start()


@contextmanager
def frozen(server: RedisServer) -> Iterator[None]:
    """The server accepts connections and says nothing."""
    server.freeze()
    try:
        yield
    finally:
        server.thaw()


@contextmanager
def refusing(server: RedisServer) -> Iterator[None]:
    """The server wants a password that the app does not have."""
    with socket.create_connection(("127.0.0.1", server.port)) as admin:
        server.say_on(admin, "CONFIG", "SET", "requirepass", "a secret of the server")
        server.say_on(admin, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        yield
        server.say_on(admin, "CONFIG", "SET", "requirepass", "")


@contextmanager
def read_only(server: RedisServer) -> Iterator[None]:
    """The server became a replica."""
    server.say("REPLICAOF", "127.0.0.1", str(free_port()))
    yield
    server.say("REPLICAOF", "NO", "ONE")


@contextmanager
def full(server: RedisServer) -> Iterator[None]:
    """The server has no memory left and evicts nothing."""
    server.say("CONFIG", "SET", "maxmemory", "1")
    yield
    server.say("CONFIG", "SET", "maxmemory", "0")


@pytest.mark.parametrize("when_down", USES)
@pytest.mark.parametrize("fault", [killed, frozen, refusing, read_only, full])
def test_redis_faults(
    fault: Callable[[RedisServer], AbstractContextManager[None]],
    when_down: WhenDown,
    redis_server: RedisServer,
    opened: Callable[..., Store],
    changes: list[StoreChange],
) -> None:
    """Killed, frozen, refusing, read-only or full: the use gets what it declares, in time, and one report."""
    redis_server.say("FLUSHALL")
    show(opened(redis_server.uri), when_down, fault(redis_server), changes)


@contextmanager
def removed(file: Path) -> Iterator[None]:
    """Somebody deleted the folder of the file."""
    shutil.rmtree(file.parent)
    file.parent.write_text("in the way")
    yield
    file.parent.unlink()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process holds the file."""
    program = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""
    holder = subprocess.Popen([sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert b"locked\n" == holder.stdout.readline()
    yield
    holder.communicate(b"", timeout=10)


@contextmanager
def disk_full(file: Path) -> Iterator[None]:
    """The disk, a small one of its own, has no room left."""
    filler = file.parent / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 1024)
    # there may still be room in the last block of the log
    with closing(sqlite3.connect(file, isolation_level=None)) as other, suppress(sqlite3.OperationalError):
        for number in range(50):
            other.execute("INSERT INTO marks VALUES (?, 1, 1.0)", (f"filler {number}",))
    yield
    filler.unlink()


@contextmanager
def corrupted(file: Path) -> Iterator[None]:
    """Something else was written over the file; later an administrator deletes it."""
    for path in (file, file.with_name(f"{file.name}-wal")):
        with suppress(FileNotFoundError):
            path.write_bytes(b"this is no database\n" * 400)
    yield
    for path in file.parent.iterdir():
        path.unlink()


@pytest.mark.parametrize("when_down", USES)
@pytest.mark.parametrize("fault", [removed, locked, corrupted])
def test_sqlite_faults(
    fault: Callable[[Path], AbstractContextManager[None]],
    when_down: WhenDown,
    tmp_path: Path,
    opened: Callable[..., Store],
    changes: list[StoreChange],
) -> None:
    """Removed, locked or overwritten: the use gets what it declares, in time, and one report."""
    file = tmp_path / "folder" / "store.db"
    store = opened(f"sqlite:///{file}")
    if fault is corrupted:
        store.check()
        store.close()  # as after a restart; what a running app does is shown below
        show_from_the_start(store, when_down, file, changes)
    else:
        show(store, when_down, fault(file), changes)


def show_from_the_start(store: Store, when_down: WhenDown, file: Path, changes: list[StoreChange]) -> None:
    """Check the outcome for an app that starts with a file that is no database."""
    namespace = store.namespace(Use("faults", when_down))
    with corrupted(file):
        store._breaker._longest = store._breaker._shortest = 10
        assert DECLARED[when_down] == outcome(namespace)
        assert "hardened" not in changes[0].reason
    store._breaker._retry_at = 0.0
    assert recovers(namespace)
    assert [False, True] == [change.up for change in changes]


def test_a_file_overwritten_while_in_use_raises_nothing_else(tmp_path: Path, opened: Callable[..., Store]) -> None:
    """A running app either does not notice, or gets the declared outcome; it recovers when the file is gone."""
    file = tmp_path / "folder" / "store.db"
    namespace = opened(f"sqlite:///{file}").namespace(Use("faults"))
    for number in range(50):
        namespace.hit(namespace.key_of(str(number)), WINDOWS)
    with corrupted(file):
        for number in range(100):
            namespace.hit(namespace.key_of(str(number)), WINDOWS)
            with suppress(StoreDownError):
                namespace.get_many([namespace.key_of(str(number))])
    assert recovers(namespace)


@pytest.mark.parametrize("when_down", USES)
def test_full_disk(
    when_down: WhenDown, small_disk: Path, opened: Callable[..., Store], changes: list[StoreChange]
) -> None:
    """A disk without room: the use gets what it declares, in time, and one report."""
    file = small_disk / "store.db"
    show(opened(f"sqlite:///{file}"), when_down, disk_full(file), changes)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB."""
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", str(disk)]
    mounted = shutil.which("mount") and subprocess.run(mount, capture_output=True).returncode == 0
    require("mounted" if mounted else None, "mounting a small tmpfs needs the rights of root.")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_removed_file_is_noticed_at_once(
    tmp_path: Path, opened: Callable[..., Store], changes: list[StoreChange]
) -> None:
    """The first use after a deletion is told so, instead of counting in a file that nobody else can see."""
    store = opened("sqlite:///store.db")
    namespace = store.namespace(Use("faults"))
    assert namespace.hit("key", WINDOWS).allowed
    for path in tmp_path.glob("store.db*"):
        path.unlink()
    assert namespace.hit("key", WINDOWS).degraded
    assert "file is gone" in changes[0].reason
    assert recovers(namespace)
    assert (1, False) == (namespace.hit("key", WINDOWS).used, namespace.hit("key", WINDOWS, cost=0).degraded)


def test_a_replaced_file_is_noticed_at_once(
    tmp_path: Path, opened: Callable[..., Store], changes: list[StoreChange]
) -> None:
    """So is another file under the same name."""
    store = opened("sqlite:///store.db")
    namespace = store.namespace(Use("faults"))
    assert namespace.hit("key", WINDOWS).allowed
    other = tmp_path / "other.db"
    sqlite3.connect(other).close()
    other.replace(tmp_path / "store.db")
    assert namespace.hit("key", WINDOWS).degraded
    assert "replaced" in changes[0].reason
    for path in tmp_path.glob("store.db-*"):  # of the file that is gone
        path.unlink(missing_ok=True)
    assert recovers(namespace)


@pytest.fixture
def relay(redis_server: RedisServer) -> Iterator[Relay]:
    """Something slow between the app and its server."""
    relay = Relay(redis_server.port)
    yield relay
    relay.close()


def test_a_slow_server_counts_as_down(relay: Relay, opened: Callable[..., Store]) -> None:
    """A server that takes 0.19 s for each answer is left alone before it has cost a request half a second."""
    store = opened(f"redis://127.0.0.1:{relay.port}/0")
    store._breaker._shortest = 10
    begin_request()
    namespace = store.namespace(Use("slow"))
    key = namespace.key_of("key")
    assert not namespace.hit(key, WINDOWS).degraded
    relay.delay = 0.19
    began = time.monotonic()
    degraded = [namespace.hit(key, WINDOWS).degraded for _ in range(8)]
    assert [False] * 2 + [True] * 6 == degraded
    assert time.monotonic() - began < LONGEST


@pytest.mark.parametrize("kind", ["redis", "sqlite"])
def test_a_crowd_that_finds_the_store_dead_does_not_wait_in_turn(
    kind: str, tmp_path: Path, redis_server: RedisServer, opened: Callable[..., Store], changes: list[StoreChange]
) -> None:
    """Who finds out tells the others: 64 threads wait as long as one, and there is one report."""
    file = tmp_path / "store.db"
    store = opened(redis_server.uri if kind == "redis" else f"sqlite:///{file}")
    store._breaker._shortest = 10
    namespace = store.namespace(Use("crowd"))
    assert namespace.hit(namespace.key_of("before"), WINDOWS).allowed
    took: list[float] = []

    def hit() -> None:
        began = time.monotonic()
        assert namespace.hit(namespace.key_of("crowd"), WINDOWS).degraded
        took.append(time.monotonic() - began)

    with frozen(redis_server) if kind == "redis" else locked(file):
        threads = [threading.Thread(target=hit) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert 64 == len(took)
    assert max(took) < 2 * LONGEST  # in turn, it would be three seconds and more
    assert [False] == [change.up for change in changes]


def test_a_password_stays_out_of_the_report(redis_server: RedisServer, opened: Callable[..., Store], changes) -> None:
    """What is reported about a store that is down names the place, and not the password."""
    store = opened(f"redis://:hunter2secret@127.0.0.1:{free_port()}/0")
    assert not store.check()
    assert "hunter2secret" not in repr(changes)
    assert "127.0.0.1" in changes[0].store
