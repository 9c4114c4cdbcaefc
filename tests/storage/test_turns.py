"""Threads that share a connection: a crowd of them is no fault of the store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from flask_hardened.storage import turns as module
from flask_hardened.storage.turns import CrowdedError, Turns, Waiter


def in_thread(turns: Turns, work: Any, outcomes: list[Any]) -> threading.Thread:
    """Start a thread that wants a turn, and return when it waits for it."""

    def enter() -> None:
        try:
            outcomes.append(turns.enter(work))
        except Exception as error:
            outcomes.append(error)

    waiting = len(turns._queue)
    thread = threading.Thread(target=enter)
    thread.start()
    until(lambda: len(turns._queue) > waiting)
    return thread


def until(condition: Callable[[], bool]) -> None:
    """Wait for ten seconds at most."""
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never was so")


def test_a_free_turn_costs_nothing() -> None:
    """As many as there are places have one at once."""
    turns = Turns(2)
    assert [None, None] == [turns.enter(), turns.enter()]
    turns.leave()
    assert turns.enter("work") is None


def test_first_come_first_served() -> None:
    """Who waits gets the turn that ends; nobody did its work."""
    turns = Turns()
    turns.enter()
    outcomes: list[Any] = []
    first, second = in_thread(turns, None, outcomes), in_thread(turns, None, outcomes)
    turns.leave()
    first.join()
    assert (1, False, True) == (len(outcomes), outcomes[0].done, second.is_alive())
    turns.leave()
    second.join()
    turns.leave()
    assert turns.enter() is None


def test_work_is_taken_along_up_to_who_wants_a_turn() -> None:
    """The others wait on; whose work was done has no turn, and gets the result or the error."""
    turns = Turns()
    turns.enter()
    outcomes: list[Any] = []
    one, two = in_thread(turns, "one", outcomes), in_thread(turns, "two", outcomes)
    alone, last = in_thread(turns, None, outcomes), in_thread(turns, "last", outcomes)
    taken = turns.take_along()
    assert ["one", "two"] == [waiter.work for waiter in taken]
    taken[0].result = 1
    turns.done(taken[:1])
    turns.done(taken[1:], lambda: OSError("no"))
    one.join(), two.join()
    results = [each.result if isinstance(each, Waiter) else str(each) for each in outcomes]
    assert {1, "no"} == set(results)
    turns.leave()
    alone.join()
    turns.leave()
    last.join()


def test_everybody_is_told_that_the_store_is_down() -> None:
    """Who has found out says so to all who wait, each with an exception of its own."""
    turns = Turns()
    turns.enter()
    outcomes: list[Any] = []
    threads = [in_thread(turns, work, outcomes) for work in ("work", None)]
    turns.fail(lambda: OSError("down"))
    for thread in threads:
        thread.join()
    assert (["down"] * 2, 2) == ([str(each) for each in outcomes], len({id(each) for each in outcomes}))
    turns.leave()
    assert turns.enter() is None


def test_where_nothing_moves_the_wait_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an error of its own; the place is not lost."""
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    turns = Turns()
    turns.enter()
    with pytest.raises(CrowdedError):
        turns.enter("work")
    turns.leave()
    assert turns.enter() is None


def test_where_others_get_on_the_wait_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for longer than the patience; but not while the store makes everybody wait."""
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    turns = Turns()
    turns.enter()
    outcomes: list[Any] = []
    thread = in_thread(turns, None, outcomes)
    for _ in range(40):
        turns._moved = time.monotonic()
        time.sleep(0.01)
    assert thread.is_alive()
    turns.waited(module.SLOW)
    turns._moved = time.monotonic() + 10
    thread.join()
    assert isinstance(outcomes[0], CrowdedError)


def test_who_has_waited_for_a_slow_store_has_less_time_left() -> None:
    """In a quick one, only others were waited for."""
    turns, waiter = Turns(), Waiter(None)
    waiter.began -= 0.3
    assert [0.3, 0.3] == [turns.left(None, 0.3), turns.left(waiter, 0.3)]
    turns.waited(module.SLOW)
    assert turns.left(waiter, 0.3) < 0.13
    waiter.began -= 10
    assert (0.05, 0.3) == (turns.left(waiter, 0.3), turns.left(None, 0.3))


def test_a_thread_that_is_interrupted_gives_its_turn_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception from outside, as a timeout of gevent is, loses no turn."""
    turns = Turns()
    turns.enter()

    def interrupted(waiter: Waiter, seconds: float) -> bool:
        turns.leave()  # the turn comes in this very moment
        raise TimeoutError

    monkeypatch.setattr(Waiter, "wait", interrupted)
    with pytest.raises(TimeoutError):
        turns.enter()
    assert turns.enter() is None
