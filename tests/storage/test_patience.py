"""A request does not wait for a slow store again and again."""

from __future__ import annotations

import threading

import pytest

from flask_hardened.storage.patience import Patience, begin_request
from tests.storage.conftest import Clock


@pytest.fixture(autouse=True)
def _another_request() -> None:
    """What tests before have waited for does not count."""
    begin_request()


def left_after(clock: Clock, waits: int, seconds: float, pause: float) -> list[float]:
    """Return how long a wait of up to 0.3 s may be after each of some waits, one `pause` after the other."""
    patience, found = Patience(clock=clock), []
    for _ in range(waits):
        clock.now += pause
        patience.waited(seconds)
        found.append(patience.left(0.3))
    return found


def test_waits_of_one_request_add_up(clock: Clock) -> None:
    """Together they make no more than 0.4 seconds, and a twentieth of a second in the end."""
    assert pytest.approx([0.275, 0.15, 0.05, 0.05]) == left_after(clock, 4, 0.125, 0.125)


def test_waits_of_other_requests_do_not(clock: Clock) -> None:
    """The same waits, spread over seconds, leave each of them its time."""
    patience = Patience(clock=clock)
    for _ in range(4):
        clock.now += 1.5
        assert 0.3 == patience.left(0.3)
        patience.waited(0.125)


def test_a_busy_thread_is_not_a_slow_store(clock: Clock) -> None:
    """Many short waits within a second are many requests."""
    assert [0.3] * 100 == left_after(clock, 100, 0.01, 0.01)


def test_each_thread_has_its_own(clock: Clock) -> None:
    """Three threads that wait once each are three requests."""
    patience = Patience(clock=clock)
    for _ in range(3):
        thread = threading.Thread(target=patience.waited, args=(0.125,))
        thread.start()
        thread.join()
    assert 0.3 == patience.left(0.3)


def test_another_request_begins_anew(clock: Clock) -> None:
    """When the thread says so."""
    patience = Patience(clock=clock)
    patience.waited(0.3)
    assert pytest.approx(0.1) == patience.left(0.3)
    begin_request()
    assert 0.3 == patience.left(0.3)
