"""Guesses in parallel: however many come at the same moment, no more are hashed than may fail."""

from __future__ import annotations

import threading

from werkzeug.exceptions import HTTPException

from flask_hardened.protections.passwords import functions as passwords
from tests.protections.passwords.conftest import COST, RIGHT, Make

THREADS = 200
LIMIT = 5


def rush(app, password: str) -> list[object]:
    """Sign in from 200 threads at once, and return what each got: an account, None, or a status."""
    barrier, outcomes = threading.Barrier(THREADS), []

    def attempt() -> None:
        barrier.wait(60)
        with app.app_context():
            try:
                outcomes.append(passwords.authenticate("alice", password))
            except HTTPException as error:
                outcomes.append(error.code)

    workers = [threading.Thread(target=attempt) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert THREADS == len(outcomes)
    return outcomes


def test_guesses_in_parallel(make: Make, uri: str, hashed: list[int]) -> None:
    """200 threads, limit 5: at most 5 hashes, and the others are refused.

    Where the store was taken for down meanwhile, `deny` has to refuse; only a store that stayed up can be exact.
    """
    app = make(uri, per_account=f"{LIMIT} per day", threads=THREADS + 1, patience=30.0)
    hashed.clear()
    outcomes = rush(app, "wrong")
    assert LIMIT >= len(hashed)
    assert {COST} >= set(hashed)
    assert len(hashed) == outcomes.count(None)
    assert {None, 429} >= set(outcomes) - {503}
    assert THREADS == outcomes.count(None) + outcomes.count(429) + outcomes.count(503)
    if 503 not in outcomes:
        assert LIMIT == len(hashed)


def test_the_right_password_among_the_guesses(make: Make, hashed: list[int]) -> None:
    """Who knows it may be refused because others are being tried, never let in twice for one hash."""
    app = make(per_account=f"{LIMIT} per day", threads=THREADS + 1, patience=30.0)
    hashed.clear()
    outcomes = rush(app, RIGHT)
    signed_in = [outcome for outcome in outcomes if outcome not in (None, 429, 503)]
    assert len(signed_in) == len(hashed) >= LIMIT
    with app.app_context():
        assert passwords.authenticate("alice", RIGHT) is not None, "what was right was taken back"
