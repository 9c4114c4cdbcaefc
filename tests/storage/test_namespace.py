"""What a room sees of the store, the same on every kind."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from flask_hardened.storage import Namespace, Store, Use, Windows
from tests.storage.servers import RedisServer, Server

TWO = Windows.parse("2 per hour")
BOTH = Windows.parse("2 per second; 3 per hour")


@pytest.fixture(params=["memory", "sqlite", "redis", "memcached"])
def store(request: pytest.FixtureRequest, opened: Callable[..., Store]) -> Store:
    """A store of each kind; Memcached stands for what goes through the interface of `limits` alone."""
    if request.param == "memcached":
        server: Server = request.getfixturevalue("memcached_server")
        return opened(f"memcached://127.0.0.1:{server.port}", app_key=request.node.name.encode())
    if request.param == "redis":
        redis: RedisServer = request.getfixturevalue("redis_server")
        return opened(redis.uri, app_key=request.node.name.encode())
    return opened({"memory": "memory://", "sqlite": "sqlite:///store.db"}[request.param])


@pytest.fixture
def a_second_passes(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Waits until what was given one second has ended; Memcached counts whole seconds."""
    return lambda: time.sleep(2.05 if "memcached" in request.node.name else 1.05)


@pytest.fixture
def namespace(store: Store) -> Namespace:
    """A use that says deny: whatever fails shows."""
    return store.namespace(Use("tested"))


def test_a_limit_of_two_admits_two(namespace: Namespace) -> None:
    """Two hits pass with count, room and reset; the third does not, and is not counted; another key is free."""
    key, other = map(namespace.key_of, ("key", "other"))
    verdicts = [namespace.hit(key, TWO) for _ in range(4)]
    assert [(True, 1, 1), (True, 2, 0), (False, 2, 0), (False, 2, 0)] == [
        (verdict.allowed, verdict.used, verdict.remaining) for verdict in verdicts
    ]
    assert all(time.time() + 3590 < verdict.reset_at <= time.time() + 3601 for verdict in verdicts)
    assert namespace.hit(other, TWO).allowed


def test_a_hit_and_values_in_one_trip(store: Store, namespace: Namespace) -> None:
    """The verdict is that of a hit; the values are those of any namespace, by key."""
    marks = store.namespace(Use("marks"))
    keys = [marks.key_of(name) for name in ("one", "two", "none")]
    for number, key in enumerate(keys[:2], 1):
        marks.set_expiring(key, number, 60)
    key = namespace.key_of("key")
    answers = [namespace.hit_and_read(key, windows, keys) for windows in (TWO, TWO, TWO, BOTH)]
    assert [(True, 1), (True, 2), (False, 2)] == [(verdict.allowed, verdict.used) for verdict, _ in answers[:3]]
    assert (1, 1) == answers[3][0].counts
    assert [dict(zip(keys, (1, 2, None), strict=True))] * 4 == [values for _, values in answers]


def test_a_refused_hit_counts_nowhere(namespace: Namespace, a_second_passes: Callable[[], None]) -> None:
    """With two windows, what the one refuses does not use up the other."""
    key = namespace.key_of("key")
    assert [True, True, False, False] == [namespace.hit(key, BOTH).allowed for _ in range(4)]
    a_second_passes()
    verdict = namespace.hit(key, BOTH)
    assert (True, (1, 3)) == (verdict.allowed, verdict.counts)
    assert not namespace.hit(key, BOTH).allowed


def test_a_cost_is_taken_whole_or_not_at_all(namespace: Namespace) -> None:
    """A hit may cost more than one, none that exceeds the limit is counted, and 0 only looks."""
    key = namespace.key_of("key")
    assert not namespace.hit(key, TWO, cost=3).allowed
    assert (True, 0) == (namespace.hit(key, TWO, cost=0).allowed, namespace.hit(key, TWO, cost=0).used)
    assert namespace.hit(key, TWO, cost=2).allowed
    assert (False, 2) == (namespace.hit(key, TWO, cost=0).allowed, namespace.hit(key, TWO, cost=0).used)


def test_a_negative_cost_is_a_mistake(store: Store, namespace: Namespace) -> None:
    """It raises, and the store is not taken for down."""
    key = namespace.key_of("key")
    with pytest.raises(ValueError, match="cannot cost"):
        namespace.hit(key, TWO, cost=-1)
    assert not store.down


def test_a_reservation_can_be_taken_back(namespace: Namespace) -> None:
    """A refunded hit leaves room for another one; a refused hit has nothing to refund."""
    key = namespace.key_of("key")
    first, _, third = (namespace.hit(key, TWO) for _ in range(3))
    namespace.refund(key, TWO, third)
    assert not namespace.hit(key, TWO).allowed
    namespace.refund(key, TWO, first)
    assert [True, False] == [namespace.hit(key, TWO).allowed for _ in range(2)]


def test_a_refund_spares_a_later_window(namespace: Namespace, a_second_passes: Callable[[], None]) -> None:
    """What was reserved in a window that has ended is not taken from the next one."""
    key = namespace.key_of("key")
    windows = Windows.parse("2 per second")
    late = namespace.hit(key, windows)
    a_second_passes()
    assert namespace.hit(key, windows).allowed
    namespace.refund(key, windows, late)
    assert 1 == namespace.hit(key, windows, cost=0).used


def test_an_account_can_be_unlocked(namespace: Namespace) -> None:
    """clear() forgets what was counted, in each window."""
    key = namespace.key_of("key")
    for _ in range(2):
        namespace.hit(key, BOTH)
    namespace.clear(key, BOTH)
    assert (0, 0) == namespace.hit(key, BOTH, cost=0).counts


def test_values_expire(namespace: Namespace, a_second_passes: Callable[[], None]) -> None:
    """A value is there for its time, several come in one call and in order, and they can be removed."""
    a, b, c = map(namespace.key_of, ("a", "b", "c"))
    assert namespace.set_expiring(a, 7, 60)
    assert namespace.set_expiring(a, 8, 60)
    assert namespace.set_expiring(b, 9, 1)
    assert [9, None, 8] == namespace.get_many([b, c, a])
    a_second_passes()
    assert (None, 8) == (namespace.get(b), namespace.get(a))
    namespace.remove(a, c)
    assert None is namespace.get(a)


def test_a_lifetime_of_years_is_kept(namespace: Namespace) -> None:
    """More than the 30 days after which Memcached takes a number for a date."""
    a = namespace.key_of("a")
    assert namespace.set_expiring(a, 7, 400 * 24 * 3600)
    assert 7 == namespace.get(a)


def test_only_positive_values_are_kept(namespace: Namespace) -> None:
    """0 could not be told from nothing on every store."""
    a = namespace.key_of("a")
    with pytest.raises(ValueError, match="from 1 on"):
        namespace.set_expiring(a, 0, 60)


def test_one_caller_takes_a_key(namespace: Namespace, a_second_passes: Callable[[], None]) -> None:
    """A claim succeeds once, and again when it has expired."""
    a = namespace.key_of("a")
    assert [True, False] == [namespace.claim(a, 1), namespace.claim(a, 60)]
    a_second_passes()
    assert namespace.claim(a, 60)


def test_epochs_grow(namespace: Namespace) -> None:
    """Each is larger than the last, and they are times, so that they grow even when the store has forgotten them."""
    a = namespace.key_of("a")
    before = int(time.time() * 1000) - 1000
    first, second = namespace.incr_epoch(a, 60), namespace.incr_epoch(a, 60)
    assert before < first < second == namespace.get(a)
    namespace.remove(a)
    time.sleep(0.01)
    assert namespace.incr_epoch(a, 60) > second


def test_an_epoch_is_kept_from_the_last_increase_on(namespace: Namespace, a_second_passes: Callable[[], None]) -> None:
    """A short lifetime given first does not end what was raised later."""
    a = namespace.key_of("a")
    namespace.incr_epoch(a, 1)
    second = namespace.incr_epoch(a, 60)
    a_second_passes()
    assert second == namespace.get(a)


@pytest.mark.parametrize("strategy", ["sliding-window-counter", "moving-window"])
def test_the_other_strategies_count_as_well(request, store: Store, namespace: Namespace, strategy) -> None:
    """Moving and sliding windows admit as many; a refund has no effect. Memcached has no moving window."""
    key = namespace.key_of("key")
    windows = Windows.parse("2 per hour", strategy)
    if "memcached" in request.node.name and strategy == "moving-window":
        assert namespace.hit(key, windows).degraded
        return
    verdicts = [namespace.hit(key, windows) for _ in range(3)]
    assert [True, True, False] == [verdict.allowed for verdict in verdicts]
    namespace.refund(key, windows, verdicts[0])
    verdict = namespace.hit(key, windows, cost=0)
    assert (False, 0) == (verdict.allowed, verdict.remaining)
    assert verdict.reset_at > time.time()


def test_uses_do_not_meet(store: Store) -> None:
    """The same parts in two uses are two keys."""
    one, two = store.namespace(Use("one")), store.namespace(Use("two"))
    one.set_expiring(one.key_of("a"), 1, 60)
    assert None is two.get(two.key_of("a"))


def test_limits_sees_the_same_store(store: Store) -> None:
    """The storage of `limits` behind it works, for instance for Flask-Limiter."""
    assert 1 == store.storage.incr(f"LIMITER/{time.time_ns()}", 60)
