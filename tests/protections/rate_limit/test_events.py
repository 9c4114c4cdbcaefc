"""What is reported: one event for each client, limit and window, however many requests are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from flask_hardened.protections.rate_limit import breaches
from flask_hardened.protections.rate_limit.decorators import limit
from tests.protections.rate_limit.conftest import come_from, make_app, statuses
from tests.storage.conftest import Clock


def test_a_flood_is_one_event(
    timed: Callable[[Flask], FlaskClient], clock: Clock, events: list[dict[str, Any]]
) -> None:
    """The next window has one too, which says how much was refused in the one before."""
    client = timed(make_app(default="2 per minute"))
    statuses(client, 50)
    assert 1 == len(events)
    event = events[0]
    assert ("2 per 60 s", "default", 2, 0) == (
        event["limit"], event["policy"], event["count"], event["refused_before"],
    )  # fmt: skip
    assert "127.0.0.1" == event["source_ip"]
    clock.now += 61
    statuses(client, 10)
    assert [0, 48] == [event["refused_before"] for event in events]


def test_each_client_and_limit_has_its_own(events: list[dict[str, Any]]) -> None:
    """Two clients over two limits are four events."""
    app = make_app(default="9 per minute")
    app.add_url_rule("/a", "a", limit("1 per minute", shared="login")(lambda: "a"))
    client = app.test_client()
    for address in ("192.0.2.1", "192.0.2.2"):
        statuses(client, 20, "/a", **come_from(address))
    assert ["login", "default"] * 2 == [event["policy"] for event in events]


def test_workers_report_once_together(events: list[dict[str, Any]], tmp_path: Any) -> None:
    """The store knows that another one has reported it."""
    uri = {"HARDENED_STORAGE_URI": f"sqlite:///{tmp_path}/limits.db"}
    for _ in range(3):
        statuses(make_app(default="2 per minute", config=uri).test_client(), 5)
    assert 1 == len(events)


def test_scanners_below_the_static_folder_are_reported(events: list[dict[str, Any]]) -> None:
    """Once, although each of their requests was answered 404."""
    statuses(make_app(default="2 per minute").test_client(), 20, "/static/none")
    assert ["default"] == [event["policy"] for event in events]


def test_what_is_remembered_is_bounded(monkeypatch: Any, events: list[dict[str, Any]]) -> None:
    """Any number of clients over their limits takes a bounded amount of memory."""
    monkeypatch.setattr(breaches, "MOST", 5)
    app = make_app(default="1 per minute")
    client = app.test_client()
    for number in range(20):
        statuses(client, 2, **come_from(f"192.0.2.{number}"))
    room = next(room for room in app.extensions["hardened"].protections if room.feature == "rate_limit")
    assert (5, 20) == (len(room._breaches.known), len(events))
