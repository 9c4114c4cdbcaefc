"""The collector: what it answers, and what becomes an event."""

from __future__ import annotations

import io
import json
import threading
import tracemalloc
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import create_environ

from flask_hardened.protections.csp.collector import MAX_BODY, WINDOW, Collector
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.protection import Csp
from flask_hardened.protections.csp.reports import CONTENT_TYPES, LEGACY, MODERN
from tests.protections.csp.conftest import MakeApp

PATH = "/.well-known/csp-reports"
Events = list[dict[str, Any]]


def report(**members: object) -> bytes:
    body = {
        "effective-directive": "img-src",
        "blocked-uri": "https://x.example/a",
        "document-uri": "https://a.example/",
    }
    return json.dumps({"csp-report": {**body, **members}}).encode()


class Clock:
    """Seconds that pass when a test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app()
    app.test_client().get("/")
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def clock(app: Flask) -> Clock:
    """A clock for the collector of `app`."""
    clock = Clock()
    room_of(app)._collector = Collector(60, clock)
    return clock


@pytest.fixture
def events(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Events:
    """The events of `app`, as they are emitted."""
    emitted: Events = []

    def emit(event: str, **fields: Any) -> None:
        if event == "csp_violation":
            emitted.append({"event": event, **fields})

    monkeypatch.setattr(app.extensions["hardened"].events, "emit", emit)
    return emitted


def room_of(app: Flask) -> Csp:
    return next(room for room in app.extensions["hardened"].protections if isinstance(room, Csp))


def send(client: FlaskClient, body: bytes, content_type: str = LEGACY, **given: Any) -> int:
    return client.post(PATH, data=body, content_type=content_type, **given).status_code


@pytest.mark.parametrize("content_type", [LEGACY, f"{LEGACY}; charset=utf-8", LEGACY.upper(), "application/json"])
def test_a_report_is_taken(client: FlaskClient, events: Events, content_type: str) -> None:
    """The answer is an empty 204 with the app's headers; one event says what was blocked where."""
    response = client.post(PATH, data=report(), content_type=content_type)
    assert (204, b"") == (response.status_code, response.data)
    assert "Content-Security-Policy" in response.headers
    (event,) = events
    assert "csp_violation" == event["event"]
    assert "WARN" == event["level"]
    expected = {"directive": "img-src", "blocked": "https://x.example/a", "document": "https://a.example/", "count": 1}
    assert expected == {name: event[name] for name in expected}


def test_a_batch_is_one_event_each(client: FlaskClient, events: Events) -> None:
    """The Reporting API sends several at once."""
    batch = [
        {"type": "csp-violation", "body": {"effectiveDirective": name, "blockedURL": "inline"}}
        for name in ("script-src-elem", "style-src-elem", "script-src-elem")
    ]
    assert 204 == send(client, json.dumps(batch).encode(), MODERN)
    assert ["script-src-elem", "style-src-elem"] == [event["directive"] for event in events]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_post_reports(client: FlaskClient, events: Events, method: str) -> None:
    """Anything else is 405. That includes the preflight of another site's page, so it cannot send these types."""
    response = client.open(PATH, method=method)
    assert (405, "POST") == (response.status_code, response.headers["Allow"])
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/xml", "x"]
)
def test_other_types_are_refused(client: FlaskClient, events: Events, content_type: str) -> None:
    """Types that another site's page may send without asking are not reports."""
    assert 415 == send(client, report(), content_type)
    assert [] == events


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"{", b"\xff", b"[" * 16000, b'{"csp-report": 1}'])
def test_malformed_reports_are_refused(client: FlaskClient, events: Events, body: bytes) -> None:
    """They are 400, not 500."""
    assert 400 == send(client, body)
    assert [] == events


def test_a_large_report_is_refused_unread(client: FlaskClient, events: Events) -> None:
    """One byte too many is 413; the largest allowed is read."""
    padding = MAX_BODY - len(report(**{"original-policy": ""}))
    assert 204 == send(client, report(**{"original-policy": "x" * padding}))
    assert 413 == send(client, report(**{"original-policy": "x" * (padding + 1)}))


class Endless(io.RawIOBase):
    """A chunked body without end, which counts what is read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.taken += len(buffer)
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


def test_a_chunked_report_is_bounded(client: FlaskClient, events: Events) -> None:
    """Without a length no more than the limit is read."""
    endless = Endless()
    chunked = {"wsgi.input": endless, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    response = client.post(PATH, content_type=LEGACY, environ_overrides=chunked)
    assert 413 == response.status_code
    assert endless.taken <= 2 * MAX_BODY


def test_a_chunked_report_is_read(client: FlaskClient, events: Events) -> None:
    """A body without a length that ends in time is a report like any other."""
    chunked = {"wsgi.input": io.BytesIO(report()), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    assert 204 == client.post(PATH, content_type=LEGACY, environ_overrides=chunked).status_code
    assert 1 == len(events)


@pytest.mark.parametrize("length", ["abc", "-5", "²", "99999999999999999999", "10", "5000"])
def test_a_length_that_lies(client: FlaskClient, events: Events, length: str) -> None:
    """A body that is shorter or longer than announced is refused."""
    sent = client.post(PATH, data=report(), content_type=LEGACY, environ_overrides={"CONTENT_LENGTH": length})
    assert sent.status_code in {400, 413}
    assert [] == events


def test_the_path_is_exact(client: FlaskClient) -> None:
    """What only resembles the path is the app's."""
    for path in (f"{PATH}/", f"{PATH}x", PATH.upper(), "/.well-known/"):
        assert 404 == client.post(path, data=report(), content_type=LEGACY).status_code


def test_another_path(make_app: MakeApp) -> None:
    """``report_path`` moves it."""
    client = make_app(CspOptions(report_path="/reports")).test_client()
    assert 204 == client.post("/reports", data=report(), content_type=LEGACY).status_code
    assert 404 == client.post(PATH, data=report(), content_type=LEGACY).status_code


def test_the_same_violation_is_counted(client: FlaskClient, events: Events, clock: Clock) -> None:
    """One event at once; an hour later the next, with the number of those between."""
    for second in range(30):
        clock.now += 2
        assert 204 == send(client, report(**{"line-number": second}))
    assert [1] == [event["count"] for event in events]
    clock.now += WINDOW
    send(client, report())
    assert [1, 30] == [event["count"] for event in events]


def test_one_client_cannot_silence_the_others(client: FlaskClient, events: Events, clock: Clock) -> None:
    """A client over its limit is answered as always, and not read; another client's report is."""
    for number in range(200):
        assert 204 == send(client, report(**{"document-uri": f"https://a.example/{number % 10}"}))
    assert 10 == len(events)
    assert 204 == send(client, b"{", environ_overrides={"REMOTE_ADDR": "127.0.0.1"})
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert 204 == send(client, report(**{"document-uri": "https://a.example/other"}), environ_overrides=other)
    assert 11 == len(events)


def test_a_flood_stays_small(app: Flask, client: FlaskClient, events: Events, clock: Clock) -> None:
    """10,000 different reports from 10,000 clients in one minute: bounded events, bounded memory, all answered."""
    collector = room_of(app)._collector
    tracemalloc.start()
    environ = create_environ(PATH, method="POST", content_type=LEGACY)
    statuses = set()
    for number in range(10_000):
        clock.now += 60 / 10_000
        body = report(**{"document-uri": f"https://a.example/{number}", "script-sample": "x" * 40})
        address = {"REMOTE_ADDR": f"198.51.{number >> 8}.{number & 255}"}
        received = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        app.wsgi_app({**environ, **address, **received}, lambda status, *_: statuses.add(status))
    assert {"204 No Content"} == statuses
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert 60 <= len(events) <= 121
    assert len(collector._clients) <= 1024
    assert len(collector._repetitions) <= 512
    assert held < 4_000_000


def test_threads_share_one_count(client: FlaskClient, app: Flask, events: Events, clock: Clock) -> None:
    """The same violation reported by many threads at once is one event."""

    def report_often() -> None:
        for _ in range(6):
            send(app.test_client(), report())

    threads = [threading.Thread(target=report_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [1] == [event["count"] for event in events]


def test_two_apps_count_apart(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collector belongs to its app."""
    told = []
    for name in ("one", "two"):
        app = make_app()
        app.test_client().get("/")
        emit = lambda event, name=name, **fields: told.append(name)  # noqa: E731
        monkeypatch.setattr(app.extensions["hardened"].events, "emit", emit)
        send(app.test_client(), report())
    assert ["one", "two"] == told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(max_size=200), st.sampled_from([*sorted(CONTENT_TYPES), "text/plain"]))
def test_no_body_fails(client: FlaskClient, clock: Clock, body: bytes, content_type: str) -> None:
    """Whatever bytes come, the answer is 204, 400 or 415."""
    clock.now += 60
    assert send(client, body, content_type) in {204, 400, 415}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.dictionaries(st.sampled_from(["effective-directive", "blocked-uri", "document-uri", "source-file", "script-sample", "line-number", "disposition"]), st.text() | st.integers() | st.none() | st.lists(st.text())))  # fmt: skip
def test_no_report_fails(client: FlaskClient, clock: Clock, members: dict[str, object]) -> None:
    """Whatever a report says, real events are written and the answer is 204."""
    clock.now += 60
    assert 204 == send(client, report(**members))
