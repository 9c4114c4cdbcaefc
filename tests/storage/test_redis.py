"""Redis: one round trip, and the server's clock."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from flask_hardened.storage import Store, Use, Verdict, Windows
from tests.storage.servers import RedisServer


def calls(server: RedisServer) -> int:
    """Return how many commands clients have sent; what a script calls is not counted."""
    return int(re.search(r"total_commands_processed:(\d+)", server.say("INFO", "stats")).group(1))


@pytest.mark.parametrize("limit", ["100 per hour", "10 per minute; 100 per hour; 1000 per day"])
def test_a_hit_is_one_round_trip(opened: Callable[..., Store], redis_server: RedisServer, limit: str) -> None:
    """One command each for a hit on any number of windows, for a refund, and for reading several values."""
    store = opened(redis_server.uri)
    namespace, windows = store.namespace(Use("trips")), Windows.parse(limit)
    verdict = namespace.hit(limit, windows)
    namespace.refund(limit, windows, verdict)  # the scripts are loaded now

    def sent(operation: Callable[[], object]) -> int:
        before = evaluated(redis_server)
        operation()
        return evaluated(redis_server) - before

    assert 1 == sent(lambda: namespace.hit(limit, windows))
    assert 1 == sent(lambda: namespace.refund(limit, windows, verdict))
    assert 1 == sent(lambda: namespace.get_many(["a", "b", "c"]))


def test_a_hit_and_what_others_want_to_know_are_one_round_trip(
    opened: Callable[..., Store], redis_server: RedisServer
) -> None:
    """What is sent together is read together by the server."""
    store = opened(redis_server.uri)
    limits, sessions, windows = store.namespace(Use("trips")), store.namespace(Use("marks")), Windows.parse("9 per day")
    keys = [sessions.key_of(name) for name in ("ended", "unknown")]
    sessions.set_expiring(keys[0], 2, 60)
    key = limits.key_of("client")
    assert (1, {keys[0]: 2, keys[1]: None}) == used(limits.hit_and_read(key, windows, keys))
    with socket.create_connection(("127.0.0.1", redis_server.port)) as link:
        before = reads(redis_server, link)
        assert (2, {keys[0]: 2, keys[1]: None}) == used(limits.hit_and_read(key, windows, keys))
        assert 1 == reads(redis_server, link) - before - 1  # one is the question for this number
    redis_server.say("SCRIPT", "FLUSH")
    assert (3, {keys[0]: 2, keys[1]: None}) == used(limits.hit_and_read(key, windows, keys))


def used(answer: tuple[Verdict, object]) -> tuple[int, object]:
    """Return the count instead of the verdict."""
    return answer[0].used, answer[1]


def reads(server: RedisServer, link: socket.socket) -> int:
    """Return how often the server has read from its clients."""
    return int(re.search(r"total_reads_processed:(\d+)", server.say_on(link, "INFO", "stats")).group(1))


def evaluated(server: RedisServer) -> int:
    """Return how many evalsha, mget and script commands were called."""
    found = re.findall(r"cmdstat_(?:evalsha|mget|eval|script\|\w+):calls=(\d+)", server.say("INFO", "commandstats"))
    return sum(map(int, found))


def test_all_keys_expire(opened: Callable[..., Store], redis_server: RedisServer) -> None:
    """Nothing is left in Redis for ever, and the names say nothing about the client."""
    redis_server.say("FLUSHALL")
    namespace = opened(redis_server.uri).namespace(Use("expiry"))
    key = namespace.key_of("203.0.113.9")
    namespace.hit(key, Windows.parse("1 per minute; 5 per hour"))
    namespace.set_expiring(key, 5, 60)
    namespace.incr_epoch(key, 60)
    names = re.findall(r"HARDENED:\S+", redis_server.say("KEYS", "*"))
    assert 3 == len(names)
    for name in names:
        assert re.fullmatch(r"HARDENED:\{[0-9a-f]{32}\}(/\d+/\d+)?", name)
        assert 0 < int(redis_server.say("PTTL", name)[1:]) <= 3_600_000


def test_a_server_clock_set_back_does_not_freeze_a_window(
    opened: Callable[..., Store], redis_server: RedisServer
) -> None:
    """A window that would end too late ends one length from now, and keeps its count, also while hits are refused."""
    namespace, windows = opened(redis_server.uri).namespace(Use("clock")), Windows.parse("1 per minute")
    key = namespace.key_of("a")
    end = namespace.hit(key, windows).receipt[0]
    redis_server.say("HSET", f"HARDENED:{{{key}}}/1/60", "e", str(int(end) + 86_400_000))
    refused = namespace.hit(key, windows)
    assert (False, 1) == (refused.allowed, refused.used)
    assert end <= refused.receipt[0] < end + 5000
    assert refused.receipt == namespace.hit(key, windows).receipt


def test_a_flushed_server_loads_the_scripts_again(opened: Callable[..., Store], redis_server: RedisServer) -> None:
    """SCRIPT FLUSH, as after a restart, is no fault."""
    store = opened(redis_server.uri)
    namespace, windows = store.namespace(Use("flushed")), Windows.parse("9 per minute")
    namespace.hit("a", windows)
    redis_server.say("SCRIPT", "FLUSH")
    assert (False, 2) == (namespace.hit("a", windows).degraded, namespace.hit("a", windows, cost=0).used)


def test_a_dropped_idle_connection_is_no_fault(opened: Callable[..., Store], redis_server: RedisServer) -> None:
    """A connection that the server closed meanwhile is opened again without a word."""
    store = opened(redis_server.uri)
    namespace, windows = store.namespace(Use("dropped")), Windows.parse("9 per minute")
    namespace.hit("a", windows)
    redis_server.say("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    assert not namespace.hit("a", windows).degraded
    assert not store.down


def test_forked_workers_have_connections_of_their_own(redis_server: RedisServer) -> None:
    """As under gunicorn --preload: the parent has asked, and goes on after its children have asked as well."""
    program = """
import os, sys
from flask_hardened.storage import open_store, Use, Windows
windows = Windows.parse("1000 per hour")
namespace = open_store(sys.argv[1], instance_path="/nowhere", app_key=b"forked").namespace(Use("forked"))
namespace.hit("key", windows)
children = []
for _ in range(4):
    child = os.fork()
    if not child:
        degraded = [namespace.hit("key", windows).degraded for _ in range(50)]
        os._exit(any(degraded))
    children.append(child)
own = [namespace.hit("key", windows).degraded for _ in range(49)]
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children], any(own))
print(namespace.hit("key", windows, cost=0).used)
"""
    ran = subprocess.run([sys.executable, "-c", program, redis_server.uri], capture_output=True, text=True, timeout=60)
    assert ("[0, 0, 0, 0] False\n250\n", "") == (ran.stdout, ran.stderr)
