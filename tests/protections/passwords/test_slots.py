"""How many passwords are hashed at a time, and that everybody else is still served."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import bcrypt
import pytest
from flask import Flask

from flask_hardened.protections.passwords import functions as passwords
from flask_hardened.protections.passwords.slots import BusyError, Slots
from tests.protections.passwords.conftest import RIGHT, Make


@pytest.mark.parametrize("threads", [1, 2, 3, 4, 8, 64])
@pytest.mark.parametrize("processors", [1, 4, None])
def test_one_thread_is_left(threads: int, processors: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that hash and those that wait are fewer than there are threads; where there is one only, it hashes."""
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    slots = Slots(threads, 1.0)
    assert 1 <= slots.hashing <= (processors or 1)
    assert max(1, threads - 1) >= slots.hashing + slots.waiting


def test_who_finds_no_room_is_sent_away() -> None:
    """At once where nobody may wait, and otherwise when the time is over."""
    slots = Slots(2, 60.0)
    assert (1, 0) == (slots.hashing, slots.waiting)
    with slots.one(), pytest.raises(BusyError), slots.one():
        pytest.fail("there was room")
    with slots.one():
        pass
    impatient = Slots(3, 0.01)
    assert 1 == impatient.waiting
    with impatient.one(), pytest.raises(BusyError), impatient.one():
        pytest.fail("there was room")
    assert impatient._queued == 0


def test_a_slot_is_given_back_after_an_error() -> None:
    """Otherwise nobody could sign in after a few."""
    slots = Slots(2, 0.0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), slots.one():
            raise ZeroDivisionError


def test_who_waits_comes_next() -> None:
    """When a slot becomes free."""
    slots = Slots(3, 60.0)
    done = threading.Event()

    def wait() -> None:
        with slots.one():
            done.set()

    with slots.one():
        waiting = threading.Thread(target=wait)
        waiting.start()
        while not slots._queued:
            pass
        assert not done.is_set()
    waiting.join(60)
    assert done.is_set()


def test_a_command_line_waits_as_long_as_it_takes() -> None:
    """It has no client that waits."""
    slots = Slots(2, 0.0)
    done = threading.Event()

    def wait() -> None:
        with slots.one(forever=True):
            done.set()

    with slots.one():
        waiting = threading.Thread(target=wait)
        waiting.start()
        while not slots._queued:
            pass
    waiting.join(60)
    assert done.is_set()


def test_never_more_at_a_time() -> None:
    """However many come."""
    slots = Slots(200, 60.0)
    slots.hashing = slots._free = 3
    lock, now, most = threading.Lock(), 0, 0

    def work() -> None:
        nonlocal now, most
        with slots.one():
            with lock:
                now += 1
                most = max(most, now)
            with lock:
                now -= 1

    workers = [threading.Thread(target=work) for _ in range(100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert 1 <= most <= 3
    assert 3 == slots._free


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Hashing that has begun, and goes on until the test says so."""
    begun, go_on = threading.Event(), threading.Event()
    real = bcrypt.hashpw

    def slow(password: bytes, salt: bytes) -> bytes:
        begun.set()
        assert go_on.wait(60)
        return real(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", slow)
    return begun, go_on


def _in_thread(work: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_other_requests_go_on(
    make: Make,
    request: pytest.FixtureRequest,
    events: list[dict[str, Any]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """24 sign-ins on two threads: one hashes, the other 23 are told to come back, and anything else is served.

    The time that others wait is that of a request, whatever a hash takes.
    """
    app = make(threads=2)
    app.add_url_rule("/other", view_func=lambda: "served")
    begun, go_on = request.getfixturevalue("held")
    statuses: list[int] = []
    body = {"name": "alice", "password": RIGHT}
    first = _in_thread(lambda: statuses.append(app.test_client().post("/login", json=body).status_code))
    assert begun.wait(60)
    client = app.test_client()
    answers = [client.post("/login", json=body) for _ in range(23)]
    assert {"Too many people are signing in right now. Please try again in a moment."} == {
        answer.get_json()["detail"] for answer in answers
    }
    assert {(503, "2")} == {(answer.status_code, answer.headers["Retry-After"]) for answer in answers}
    assert [] == [record for record in caplog.records if record.levelname == "ERROR"], "nobody has made a mistake"
    assert "served" == client.get("/other").text
    go_on.set()
    first.join(60)
    assert [200] == statuses
    assert 1 == [event["event"] for event in events].count("passwords_busy")


def test_who_was_sent_away_has_not_failed(make: Make, request: pytest.FixtureRequest) -> None:
    """Nothing was tried, so nothing is counted."""
    app = make(threads=2, per_account="3 per day")
    begun, go_on = request.getfixturevalue("held")
    body = {"name": "alice", "password": RIGHT}
    first = _in_thread(lambda: app.test_client().post("/login", json=body))
    assert begun.wait(60)
    client = app.test_client()
    assert [503] * 5 == [client.post("/login", json=body).status_code for _ in range(5)]
    go_on.set()
    first.join(60)
    wrong = {"name": "alice", "password": "wrong"}
    assert [401, 401, 401, 429] == [client.post("/login", json=wrong).status_code for _ in range(4)]


def test_hashing_and_verifying_take_slots_too(make: Make, request: pytest.FixtureRequest) -> None:
    """A page where people sign up is no way around it."""
    app: Flask = make(threads=2)

    @app.post("/signup")
    def signup() -> str:
        return passwords.hash("violet umbrella parade")

    @app.post("/confirm")
    def confirm() -> str:
        return str(passwords.verify("wrong", "nothing"))

    begun, go_on = request.getfixturevalue("held")
    first = _in_thread(lambda: app.test_client().post("/signup"))
    assert begun.wait(60)
    client = app.test_client()
    assert [503, 503] == [client.post(path).status_code for path in ("/signup", "/confirm")]
    go_on.set()
    first.join(60)
    assert "False" == client.post("/confirm").text
