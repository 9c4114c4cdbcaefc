"""A request does not wait for a slow store again and again."""

from __future__ import annotations

from flask_hardened.storage.patience import Patience
from tests.storage.conftest import Clock


def test_waits_of_one_request_add_up(clock: Clock) -> None:
    """The wait that makes more than 0.3 seconds within a second is one too many; then it starts over."""
    patience = Patience(clock=clock)
    ended = []
    for _ in range(4):
        clock.now += 0.125
        ended.append(patience.ends_with(0.125))
    assert [False, False, True, False] == ended


def test_waits_of_other_requests_do_not(clock: Clock) -> None:
    """The same waits, spread over seconds, are nobody's fault."""
    patience = Patience(clock=clock)
    ended = []
    for _ in range(4):
        clock.now += 1.5
        ended.append(patience.ends_with(0.125))
    assert [False] * 4 == ended


def test_a_busy_thread_is_not_a_slow_store(clock: Clock) -> None:
    """Many short waits within a second are many requests."""
    patience = Patience(clock=clock)
    ended = []
    for _ in range(100):
        clock.now += 0.01
        ended.append(patience.ends_with(0.01))
    assert not any(ended)
