"""A real cluster of three nodes, and a real sentinel with a replica: the same answers as from one server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from flask_hardened.storage import Namespace, Store, Use, Windows
from tests.requirements import require
from tests.storage.servers import RedisServer, Server, free_port
from tests.storage.workers import hammer_with

pytestmark = pytest.mark.slow


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so, for half a minute at most."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen")


def ready(store: Store) -> Namespace:
    """Return a namespace of a store that has looked around: the first look may take longer than a request waits."""
    namespace = store.namespace(Use("topology"))
    until(lambda: store.check() and not namespace.hit(namespace.key_of("ready"), ONE).degraded, "the first answer")
    return namespace


ONE = Windows.parse("1000 per minute")


@pytest.fixture(scope="module")
def cluster(redis_program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[RedisServer]]:
    """Three nodes, which share the keys."""
    client = require(shutil.which("redis-cli"), "redis-cli is not installed (Debian: apt-get install redis-tools).")
    options = ("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf")
    nodes = [RedisServer(redis_program, tmp_path_factory.mktemp("node"), *options) for _ in range(3)]
    for node in nodes:
        node.start()
    addresses = [f"127.0.0.1:{node.port}" for node in nodes]
    subprocess.run([client, "--cluster", "create", *addresses, "--cluster-yes"], check=True, capture_output=True)
    until(lambda: all("cluster_state:ok" in node.say("CLUSTER", "INFO") for node in nodes), "a cluster")
    yield nodes
    for node in nodes:
        node.kill()


@pytest.fixture(scope="module")
def master(redis_program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A server that a sentinel knows as "mymaster"; the sentinel's port is its attribute `sentinel`."""
    master = RedisServer(redis_program, tmp_path_factory.mktemp("master"))
    master.start()
    of_it = ("--replicaof", "127.0.0.1", str(master.port))
    replica = RedisServer(redis_program, tmp_path_factory.mktemp("replica"), *of_it)
    master.say("CONFIG", "SET", "repl-diskless-sync-delay", "0")
    replica.start()
    folder, port = tmp_path_factory.mktemp("sentinel"), free_port()
    (folder / "sentinel.conf").write_text(
        f"port {port}\nbind 127.0.0.1\n"
        f"sentinel monitor mymaster 127.0.0.1 {master.port} 1\n"
        "sentinel down-after-milliseconds mymaster 500\nsentinel failover-timeout mymaster 2000\n"
    )
    sentinel = Server([redis_program, str(folder / "sentinel.conf"), "--sentinel"], port, folder)
    sentinel.start()
    master.sentinel = port
    until(lambda: "master_link_status:up" in replica.say("INFO", "replication"), "a replica")
    until(lambda: str(replica.port) in said(port, "SENTINEL", "REPLICAS", "mymaster"), "a sentinel that knows it")
    yield master
    for server in (sentinel, replica, master):
        server.kill()


def said(port: int, *words: str) -> str:
    """Return what a sentinel answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
        return RedisServer.say_on(link, *words)


@pytest.fixture(params=["cluster", "sentinel"])
def uri(request: pytest.FixtureRequest) -> str:
    """The URI of each."""
    if request.param == "cluster":
        nodes: list[RedisServer] = request.getfixturevalue("cluster")
        return "redis+cluster://" + ",".join(f"127.0.0.1:{node.port}" for node in nodes)
    return f"redis+sentinel://127.0.0.1:{request.getfixturevalue('master').sentinel}/mymaster"


def test_64_threads_pass_a_limit_exactly(opened: Callable[..., Store], uri: str) -> None:
    """Of 320 hits by 64 threads, 50 are allowed, with two windows on one node."""
    store = opened(uri)
    ready(store)
    for number in range(3):
        assert (50, 0) == hammer_with(store, f"{number}", "50 per hour; 60 per day", 5, 64)


def test_every_operation(opened: Callable[..., Store], uri: str) -> None:
    """Values whose keys live on several nodes, epochs, claims, refunds."""
    namespace = ready(opened(uri))
    keys = [namespace.key_of(f"value {number}") for number in range(20)]
    for number, key in enumerate(keys, 1):
        assert namespace.set_expiring(key, number, 60)
    assert list(range(1, 21)) == namespace.get_many(keys)
    verdict, values = namespace.hit_and_read(keys[0], ONE, keys)
    assert (1, list(range(1, 21))) == (verdict.used, list(values.values()))
    namespace.refund(keys[0], ONE, verdict)
    assert 0 == namespace.hit(keys[0], ONE, cost=0).used
    epoch = namespace.incr_epoch(keys[1], 60)
    assert epoch < namespace.incr_epoch(keys[1], 60)
    claimed = namespace.key_of("claimed")
    assert [True, False] == [namespace.claim(claimed, 60), namespace.claim(claimed, 60)]
    namespace.remove(*keys)
    assert [None] * 20 == namespace.get_many(keys)


@pytest.mark.parametrize("strategy", ["moving-window", "sliding-window-counter"])
def test_the_other_strategies(opened: Callable[..., Store], uri: str, strategy: str) -> None:
    """Those of `limits` work there as well."""
    store = opened(uri)
    ready(store)
    assert (20, 0) == hammer_with(store, strategy, "20 per day", 4, 16, strategy)


def test_a_node_that_is_gone(opened: Callable[..., Store], cluster: list[RedisServer]) -> None:
    """A use gets what it declares within half a second, on a key of any node."""
    namespace = ready(opened(f"redis+cluster://127.0.0.1:{cluster[1].port}"))
    cluster[0].kill()
    for number in range(30):
        began = time.monotonic()
        namespace.hit(namespace.key_of(str(number)), ONE)
        assert time.monotonic() - began < 0.5


def test_a_master_that_is_gone(opened: Callable[..., Store], master: RedisServer) -> None:
    """The sentinel names another one, which knows who has signed out; until then nobody waits for long."""
    namespace = ready(opened(f"redis+sentinel://127.0.0.1:{master.sentinel}/mymaster"))
    ended = namespace.key_of("ended")
    namespace.set_expiring(ended, 7, 600)
    assert "1" in master.say("WAIT", "1", "5000")
    master.kill()
    longest = 0.0

    def counted() -> bool:
        nonlocal longest
        began = time.monotonic()
        degraded = namespace.hit(namespace.key_of("after"), ONE).degraded
        longest = max(longest, time.monotonic() - began)
        return not degraded

    until(counted, "another master")
    assert longest < 0.5
    assert 7 == namespace.get(ended)
