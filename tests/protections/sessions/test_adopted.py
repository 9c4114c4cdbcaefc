"""Sessions that Flask-Session keeps: the same life, wherever the content is."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import redis
from cachelib.file import FileSystemCache
from flask import Flask, session
from flask.sessions import SessionInterface
from flask.testing import FlaskClient
from flask_session import Session

from flask_hardened import Hardened
from flask_hardened.protections.sessions.adopted import AdoptedInterface
from flask_hardened.protections.sessions.functions import end_sessions_of
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.storage import Namespace, StoreDownError
from tests.conftest import SECRET_KEY
from tests.protections.sessions.conftest import Make, let_flask_session_keep
from tests.storage.servers import RedisServer

HTTPS = "https://localhost"
NAME = "__Host-session"


@pytest.fixture
def app(make: Make, tmp_path: Path) -> Flask:
    """An app whose sessions are kept in files by Flask-Session, set up after ``Hardened(app)``."""
    app = make()
    let_flask_session_keep(app, tmp_path / "sessions")
    return app


def signed_in(app: Flask) -> FlaskClient:
    """Return a client that has signed in."""
    client = app.test_client()
    client.post("/login", base_url=HTTPS)
    return client


def copy_of(client: FlaskClient) -> FlaskClient:
    """Return another browser with the same cookie."""
    other = client.application.test_client()
    other.set_cookie(NAME, client.get_cookie(NAME).value)
    return other


def who(client: FlaskClient) -> str:
    """Return who is signed in, as the app sees it."""
    return client.get("/who", base_url=HTTPS).text


def kept(app: Flask) -> FileSystemCache:
    """Return where Flask-Session keeps its content."""
    cache: FileSystemCache = app.config["SESSION_CACHELIB"]
    return cache


def kept_for(client: FlaskClient) -> Any:
    """Return the content that Flask-Session keeps for a client."""
    return kept(client.application).get("session:" + client.get_cookie(NAME).value)


def test_flask_session_goes_on_keeping_the_content(app: Flask) -> None:
    """The cookie has its id and nothing else; the app does not see the ticket that lies beside the content."""
    client = signed_in(app)
    assert {"_hardened", "user_id"} == set(kept_for(client))
    assert {"user_id": 7} == client.get("/content", base_url=HTTPS).json
    assert isinstance(app.session_interface, AdoptedInterface)
    assert app.session_interface.cache is kept(app)


def test_set_up_before(make: Make, tmp_path: Path) -> None:
    """``Session(app)`` may come first as well."""
    app = Flask("before")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    let_flask_session_keep(app, tmp_path)
    Hardened(app, csrf=False, rate_limit=False)
    assert isinstance(app.session_interface, AdoptedInterface)

    @app.get("/set")
    def put() -> str:
        session["a"] = 1
        return ""

    client = app.test_client()
    with client.session_transaction(base_url=HTTPS) as content:  # before the first request
        content["b"] = 2
    client.get("/set", base_url=HTTPS)
    with client.session_transaction(base_url=HTTPS) as content:
        assert {"a": 1, "b": 2} == dict(content)


def test_in_redis(make: Make, redis_server: RedisServer) -> None:
    """As JSON or msgpack, which the ticket goes through like everything else."""
    app = make(redis_server.uri)
    app.config.update(SESSION_TYPE="redis", SESSION_REDIS=redis.Redis.from_url(redis_server.uri))
    Session(app)
    client = signed_in(app)
    thief = copy_of(client)
    assert ["7", "7"] == [who(client), who(thief)]
    client.post("/logout", base_url=HTTPS)
    assert ["None", "None"] == [who(client), who(thief)]


@pytest.mark.parametrize(
    ("steps", "seconds", "expected"),
    [(1, 1790, "7"), (1, 1810, "None"), (29, 1480, "7"), (30, 1480, "None")],
    ids=["in use", "idle", "not too old", "too old"],
)
def test_lifetimes(app: Flask, forward: Callable[[float], None], steps: int, seconds: int, expected: str) -> None:
    """30 minutes without use and 12 hours in all, although Flask-Session would keep it for 31 days."""
    client = signed_in(app)
    for _ in range(steps):
        forward(seconds)
        found = who(client)
    assert expected == found


def test_what_has_ended_is_not_kept(app: Flask, forward: Callable[[float], None]) -> None:
    """It is removed when it is found, and the cookie with it."""
    client = signed_in(app)
    name = "session:" + client.get_cookie(NAME).value
    forward(1810)
    assert "None" == who(client)
    assert (None, None) == (kept(app).get(name), client.get_cookie(NAME))


def test_use_is_noted_at_most_once_a_minute(app: Flask, forward: Callable[[float], None]) -> None:
    """A request that changes nothing writes nothing."""
    client = signed_in(app)
    before = kept_for(client)
    forward(30)
    assert "7" == who(client)
    assert before == kept_for(client)
    forward(40)
    assert "7" == who(client)
    assert before != kept_for(client)


def test_signing_in_gives_another_id(app: Flask) -> None:
    """A session planted before is not signed in by it (CWE-384), its CSRF token is not known, the rest stays."""
    client = app.test_client()
    client.post("/set?csrf_token=known&cart=1", base_url=HTTPS)
    planted = copy_of(client)
    client.post("/login", base_url=HTTPS)
    assert {"cart": "1", "user_id": 7} == client.get("/content", base_url=HTTPS).json
    assert {} == planted.get("/content", base_url=HTTPS).json


def test_flask_sessions_own_way_to_another_id(app: Flask) -> None:
    """``regenerate()`` goes on working, and ends the old id."""

    @app.get("/regenerate")
    def regenerate() -> str:
        app.session_interface.regenerate(session)
        return ""

    client = signed_in(app)
    old = copy_of(client)
    client.get("/regenerate", base_url=HTTPS)
    assert ["7", "None"] == [who(client), who(old)]


@pytest.mark.parametrize("modifies", [True, False])
def test_a_request_on_its_way_revives_nothing(app: Flask, modifies: bool) -> None:
    """Whatever it writes after the sign-out, signed in it is not."""
    client = app.test_client()

    @app.get("/slow")
    def slow_view() -> str:
        assert session["user_id"] == 7
        client.post("/logout", base_url=HTTPS)
        if modifies:
            session["late"] = 1
        return ""

    client.post("/login", base_url=HTTPS)
    slow, thief = copy_of(client), copy_of(client)
    slow.get("/slow", base_url=HTTPS)
    assert ["None"] * 3 == [who(client), who(slow) if slow.get_cookie(NAME) else "None", who(thief)]


def test_content_that_was_written_back_is_not_believed(app: Flask) -> None:
    """A worker that was just about to write when the session ended: the ticket in its content has ended."""
    client = signed_in(app)
    name, content = "session:" + client.get_cookie(NAME).value, copy.deepcopy(kept_for(client))
    thief = copy_of(client)
    client.post("/logout", base_url=HTTPS)
    kept(app).set(name, content)
    assert "None" == who(thief)
    assert kept(app).get(name) is None


def test_ending_all_sessions_of_a_user(app: Flask) -> None:
    """On every device, from a command line too."""
    devices = [signed_in(app), signed_in(app)]
    with app.app_context():
        end_sessions_of(7)
    assert ["None", "None"] == [who(device) for device in devices]
    assert "7" == who(signed_in(app))


def test_sessions_from_before_go_on(app: Flask, forward: Callable[[float], None]) -> None:
    """Content without a ticket gets one at its first request; from then on it ends like any other."""
    kept(app).set("session:an-old-id", {"user_id": 7})
    client = app.test_client()
    client.set_cookie(NAME, "an-old-id")
    assert "7" == who(client)
    assert {"_hardened", "user_id"} == set(kept_for(client))
    thief = copy_of(client)
    forward(1790)
    assert "7" == who(thief)
    client.post("/logout", base_url=HTTPS)
    kept(app).set("session:an-old-id", {"user_id": 7})  # a request that came before, and had no ticket to write
    assert "None" == who(thief)


def test_a_visitor_without_a_session_gets_none(app: Flask) -> None:
    """No cookie, nothing kept, and caches may keep what does not look into the session."""
    client = app.test_client()
    assert "None" == who(client)
    assert client.get_cookie(NAME) is None
    client = signed_in(app)
    assert "Cookie" not in client.get("/public", base_url=HTTPS).headers.get("Vary", "")
    assert "Cookie" in client.get("/who", base_url=HTTPS).headers["Vary"]


def test_an_id_that_nobody_gave_is_not_taken(app: Flask) -> None:
    """Nor is one that has ended: whoever made it up knows it."""
    client = app.test_client()
    client.set_cookie(NAME, "made-up")
    client.post("/login", base_url=HTTPS)
    assert "made-up" != client.get_cookie(NAME).value
    ended = client.get_cookie(NAME).value
    with app.app_context():
        end_sessions_of(7)
    time.sleep(0.002)
    client.post("/login", base_url=HTTPS)
    assert ended != client.get_cookie(NAME).value
    assert "7" == who(client)


def test_the_store_is_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed out for the time being, nobody can sign in, and neither cookie nor content is lost."""
    client = signed_in(app)

    def fail(*_: object) -> None:
        raise StoreDownError("down")

    monkeypatch.setattr(Namespace, "get_many", fail)
    assert "None" == who(client)
    assert 503 == client.post("/login", base_url=HTTPS).status_code
    assert {"_hardened", "user_id"} == set(kept_for(client))
    assert "public" == app.test_client().get("/public", base_url=HTTPS).text
    monkeypatch.undo()
    assert "7" == who(client)


def test_options_without_effect_are_noted(make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the content is kept, and how, is Flask-Session's."""
    app = make(sessions=SessionsOptions(server_side=True))
    let_flask_session_keep(app, tmp_path)
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        app.test_client().get("/public", base_url=HTTPS)
    assert "HARDENED_SESSIONS_SERVER_SIDE has no effect" in caplog.text
    assert "HARDENED_SESSIONS_ENCRYPTED" not in caplog.text


def test_other_interfaces_are_left_alone(make: Make) -> None:
    """Only of Flask-Session's is known how they give a session another id."""

    class Own(SessionInterface):
        session_class = dict

        def regenerate(self, session: object) -> None:
            """Give another id."""

        def open_session(self, app: Flask, request: object) -> None:
            return None

    app = make()
    app.session_interface = own = Own()
    app.test_client().get("/public", base_url=HTTPS)
    assert app.session_interface is own
