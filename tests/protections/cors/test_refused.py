"""Refused origins: an event each, not an event per request."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from flask_hardened import EventsOptions
from flask_hardened.protections.cors.options import CorsOptions
from flask_hardened.protections.cors.refused import MOST, WINDOW, RefusedOrigins
from tests.protections.cors.conftest import APP, EVIL, harden, new_app
from tests.protections.cors.fetch import preflight

Events = list[dict[str, Any]]


@pytest.fixture
def events() -> Events:
    """What the app has reported."""
    return []


@pytest.fixture
def app(events: Events) -> Flask:
    """An app with one allowed origin, which reports to `events`."""
    app = new_app()
    sink = EventsOptions(logger=lambda event, line: events.append(event))
    harden(app, cors=CorsOptions(origins=[APP]), events=sink)
    return app


def test_a_refused_origin_is_reported_once(app: Flask, events: Events) -> None:
    """By OWASP's name, with the origin and the endpoint; a second endpoint is a second event."""
    for _ in range(5):
        app.test_client().get("/items", headers={"Origin": EVIL})
        preflight(app, "/items", EVIL, "PUT")
    app.test_client().get("/cached", headers={"Origin": EVIL})
    assert [("malicious_cors", "CRITICAL", EVIL, "items"), ("malicious_cors", "CRITICAL", EVIL, "cached")] == [
        (event["event"], event["level"], event["origin"], event["endpoint"]) for event in events
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": APP},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost"},
        {"Origin": EVIL, "Sec-Fetch-Site": "same-origin"},
        {"Origin": EVIL, "Sec-Fetch-Mode": "navigate"},
        {"Origin": EVIL, "Sec-Fetch-Mode": "no-cors"},
        {},
    ],
)
def test_what_is_no_cors_request_is_no_event(app: Flask, events: Events, headers: dict[str, str]) -> None:
    """Allowed origins, the app's own pages, links and forms of other sites."""
    app.test_client().get("/items", headers=headers)
    assert [] == events


def test_inventions_do_not_fill_the_log(app: Flask, events: Events) -> None:
    """No more than fifty in one window, whatever comes."""
    client = app.test_client()
    for number in range(300):
        client.get("/items", headers={"Origin": f"https://evil{number}.example"})
    assert MOST == len(events)


def test_a_new_window_reports_again() -> None:
    """After ten minutes an origin is news again."""
    now = [0.0]
    refused = RefusedOrigins(lambda: now[0])
    seen = []
    for at in (0.0, 1.0, WINDOW - 1, WINDOW, WINDOW + 1):
        now[0] = at
        seen.append(refused._first_time((EVIL, None)))
    assert [True, False, False, True, False] == seen


def test_a_malformed_origin_is_one_clean_line(app: Flask, events: Events) -> None:
    """Line breaks and other letters of an attacker do not reach the log raw."""
    lines: list[str] = []
    own = new_app()
    harden(own, cors=CorsOptions(origins=[APP]), events=EventsOptions(logger=lambda event, line: lines.append(line)))
    own.test_client().get("/items", environ_overrides={"HTTP_ORIGIN": "https://x\r\nX: \x1b[31mü" + "a" * 5000})
    [line] = lines
    assert line.isascii()
    assert line.isprintable()
    assert len(line) < 4000
