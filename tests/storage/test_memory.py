"""The store in memory: bounded, swept as it goes, without a thread of its own."""

from __future__ import annotations

import threading

import pytest

from flask_hardened.storage import Window, Windows
from flask_hardened.storage.memory import MemoryBackend
from tests.storage.conftest import Clock

MINUTE, HOUR = Windows(Window(2, 60)), Windows(Window(2, 3600))


def test_expired_counters_go_with_the_new_ones(clock: Clock) -> None:
    """What has expired is swept by the hits that follow, of the same limit or of another; living ones stay."""
    memory = MemoryBackend(clock=clock)
    for number in range(1000):
        memory.hit(f"old {number}", MINUTE)
    clock.now += 61
    for number in range(1000):
        memory.hit(f"new {number}", HOUR)
    assert 1000 == memory._counters == sum(map(len, memory._tables.values()))
    assert 2 == memory.hit("new 0", HOUR).used


def test_expired_values_go_with_the_new_ones(clock: Clock) -> None:
    """The same for values, and a key written again and again leaves nothing behind."""
    memory = MemoryBackend(clock=clock)
    for number in range(1000):
        memory.put(f"old {number}", 1, 60)
    clock.now += 61
    for _ in range(1000):
        memory.put("new", 1, 60)
    assert {"new": (1, clock.now + 60)} == memory._values
    assert len(memory._expiries) <= 66


def test_the_number_of_keys_is_bounded(clock: Clock) -> None:
    """At most `max_keys` counters and values; what ends first makes room."""
    memory = MemoryBackend(max_keys=100, clock=clock)
    for number in range(300):
        clock.now += 0.01
        memory.hit(str(number), MINUTE)
        memory.put(str(number), 1, 1000 - number)
    assert (100, 100) == (memory._counters, len(memory._values))
    assert (1, 2) == (memory.hit("100", MINUTE).used, memory.hit("299", MINUTE).used)
    assert [1, None] == memory.read(["0", "299"])


def test_a_flood_of_keys_does_not_switch_off_another_limit(clock: Clock) -> None:
    """Who fills one limit with keys pushes out that limit's own, also when the other one ends sooner."""
    memory = MemoryBackend(max_keys=100, clock=clock)
    memory.hit("login", MINUTE)
    for number in range(1000):
        memory.hit(str(number), HOUR)
    assert 2 == memory.hit("login", MINUTE).used


def test_a_refused_first_hit_is_not_kept(clock: Clock) -> None:
    """What can never be allowed costs no memory."""
    memory = MemoryBackend(clock=clock)
    assert not memory.hit("key", MINUTE, cost=3).allowed
    assert not memory.hit("key", Windows(Window(0, 60))).allowed
    assert 0 == memory._counters


def test_clearing_frees_the_memory(clock: Clock) -> None:
    """A cleared counter is gone, and clearing what is not there is no error."""
    memory = MemoryBackend(clock=clock)
    memory.hit("key", MINUTE)
    memory.clear("key", MINUTE)
    memory.clear("key", MINUTE)
    assert (0, {}) == (memory._counters, dict(memory._tables))


def test_no_thread_is_started(clock: Clock) -> None:
    """Sweeping needs no timer."""
    before = threading.active_count()
    MemoryBackend(clock=clock).hit("key", MINUTE)
    assert before == threading.active_count()


@pytest.mark.parametrize("windows", [MINUTE, Windows(Window(2, 60), Window(5, 3600))])
def test_a_negative_cost_is_refused(clock: Clock, windows: Windows) -> None:
    """A hit that gives room is a mistake."""
    with pytest.raises(ValueError, match="cannot cost"):
        MemoryBackend(clock=clock).hit("key", windows, cost=-1)
