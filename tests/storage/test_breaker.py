"""The circuit breaker."""

from __future__ import annotations

import logging

import pytest

from flask_hardened.storage import StoreChange
from flask_hardened.storage.breaker import Breaker
from tests.storage.conftest import Clock


@pytest.fixture
def changes() -> list[StoreChange]:
    """What the breaker reports."""
    return []


@pytest.fixture
def breaker(clock: Clock, changes: list[StoreChange]) -> Breaker:
    """A breaker with a clock of the test."""
    return Breaker("redis://localhost", on_change=changes.append, clock=clock)


def test_one_caller_probes_after_the_back_off(breaker: Breaker, clock: Clock) -> None:
    """While it is open nobody may try; then one may, and nobody else until that one reports or is lost."""
    breaker.failed("gone")
    assert (False, False) == (breaker.closed, breaker.claim_probe())
    clock.now += breaker.retry_in
    assert (True, False) == (breaker.claim_probe(), breaker.claim_probe())
    clock.now += 1.0
    assert breaker.claim_probe()


def test_the_back_off_doubles_up_to_a_bound(breaker: Breaker, clock: Clock) -> None:
    """Each failed probe doubles the rest; a success starts over."""
    waits = []
    breaker.failed("gone")
    for _ in range(5):
        waits.append(breaker.retry_in)
        clock.now += breaker.retry_in
        assert breaker.claim_probe()
        breaker.failed("gone", probing=True)
    assert [0.5, 1.0, 2.0, 4.0, 4.0] == waits
    breaker.succeeded()
    breaker.failed("gone")
    assert 0.5 == breaker.retry_in


def test_each_change_is_reported_once(breaker: Breaker, changes: list[StoreChange]) -> None:
    """Many failures at once are one report, so is the recovery, and late failures do not lengthen the rest."""
    for _ in range(64):
        breaker.failed("gone")
    assert 0.5 == breaker.retry_in
    breaker.succeeded()
    breaker.succeeded()
    assert [(False, "gone"), (True, "")] == [(change.up, change.reason) for change in changes]


def test_changes_are_logged_by_default(caplog: pytest.LogCaptureFixture) -> None:
    """Down is an error, up a warning, in the logger of the package."""
    breaker = Breaker("redis://***@localhost")
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        breaker.failed("TimeoutError: no answer")
        breaker.succeeded()
    assert [("ERROR", True), ("WARNING", True)] == [
        (record.levelname, "redis://***@localhost" in record.getMessage()) for record in caplog.records
    ]
    assert "TimeoutError: no answer" in caplog.text
