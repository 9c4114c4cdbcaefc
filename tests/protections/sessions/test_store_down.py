"""The store fails: nobody is let in, nothing raises, and nothing takes long."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_hardened.hardening import hardening_of
from flask_hardened.protections.sessions.functions import end_session, end_sessions_of
from flask_hardened.protections.sessions.options import SessionsOptions
from tests.protections.sessions.conftest import Make
from tests.requirements import require
from tests.storage.servers import RedisServer

HTTPS = "https://localhost"
NAME = "__Host-session"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis that the test may break."""
    program = require(
        shutil.which("redis-server"), "redis-server is not installed (Debian: apt-get install redis-server)."
    )
    server = RedisServer(program, tmp_path)
    server.start()
    yield server
    server.thaw() if server.process else None
    server.kill()


def timed(client: FlaskClient, path: str, method: str = "GET") -> tuple[int, str]:
    """Return status and text, and check that it did not take long."""
    started = time.monotonic()
    response = client.open(path, method=method, base_url=HTTPS)
    assert time.monotonic() - started < 0.5
    return response.status_code, response.text


def signed_in(app: Flask) -> FlaskClient:
    """Return a client that has signed in."""
    client = app.test_client()
    client.post("/login", base_url=HTTPS)
    return client


def add_views(app: Flask) -> None:
    """Add the functions as views."""
    app.add_url_rule("/end", view_func=lambda: end_session() or "", endpoint="end")
    app.add_url_rule("/all", view_func=lambda: end_sessions_of(7) or "", endpoint="all")


def wait_until_back(app: Flask, client: FlaskClient) -> None:
    """Let the circuit breaker notice."""
    for _ in range(100):
        if client.get("/who", base_url=HTTPS).text == "7":
            return
        time.sleep(0.1)
    pytest.fail("the store did not come back")


@pytest.mark.parametrize("way", ["kill", "freeze"])
@pytest.mark.parametrize("server_side", [False, True], ids=["in the cookie", "on the server"])
def test_redis_fails(make: Make, server: RedisServer, way: str, server_side: bool) -> None:
    """Signed out for the time being; the cookie stays, so that nobody signs in anew when the store is back."""
    app = make(server.uri, sessions=SessionsOptions(server_side=server_side))
    add_views(app)
    client, leaving = signed_in(app), signed_in(app)
    copy = leaving.get_cookie(NAME).value
    getattr(server, way)()
    assert (200, "public") == timed(client, "/public")
    assert (200, "None") == timed(client, "/who")
    assert (200, "None") == timed(client, "/who")
    assert client.get_cookie(NAME) is not None
    assert 503 == timed(app.test_client(), "/login", "POST")[0]
    assert 503 == timed(client, "/login", "POST")[0]
    assert 503 == timed(client, "/all")[0]
    assert 200 == timed(leaving, "/end")[0]
    assert leaving.get_cookie(NAME) is None
    server.thaw() if way == "freeze" else server.start()
    if way == "kill" and server_side:
        return  # the content is gone with the server
    wait_until_back(app, client)
    leaving.set_cookie(NAME, copy)
    assert (200, "None") == timed(leaving, "/who")


@pytest.mark.parametrize("fault", ["removed", "corrupted"])
def test_the_file_of_sqlite_fails(make: Make, tmp_path: Path, fault: str) -> None:
    """Declared outcome while it is found out, no 500 at any time."""
    app = make(f"sqlite:///{tmp_path}/s.db")
    client = signed_in(app)
    file = tmp_path / "s.db"
    if fault == "removed":
        file.unlink()
    else:
        for name in tmp_path.iterdir():
            name.write_bytes(b"not a database" * 1000)
    assert {200} == {timed(client, "/who")[0] for _ in range(3)}
    assert {200, 503} >= {timed(client, "/login", "POST")[0] for _ in range(3)}


def test_allow_lets_sessions_go_on(make: Make, server: RedisServer) -> None:
    """Who chooses it has ended sessions live again for as long as the store is down."""
    app = make(server.uri, sessions=SessionsOptions(when_down="allow"))
    add_views(app)
    client = signed_in(app)
    server.kill()
    assert (200, "7") == timed(client, "/who")
    assert 200 == timed(client, "/set?a=1", "POST")[0]
    assert 200 == timed(app.test_client(), "/login", "POST")[0]
    assert 503 == timed(client, "/all")[0]


def test_a_visitor_without_a_session_does_not_notice(make: Make, server: RedisServer) -> None:
    """Sessions that nobody has signed in to begin without the store."""
    app = make(server.uri)
    server.kill()
    client = app.test_client()
    assert (200, "None") == timed(client, "/who")
    assert 200 == timed(client, "/set?a=1", "POST")[0]
    assert client.get_cookie(NAME) is not None


def test_the_error_of_a_sign_in_is_a_problem_document(make: Make, server: RedisServer) -> None:
    """With all headers, a time to come back, and nothing of the view's."""
    app = make(server.uri)
    client = app.test_client()
    client.post("/login", base_url=HTTPS)
    server.kill()
    response = app.test_client().post("/login", base_url=HTTPS)
    assert (503, "application/problem+json", "5") == (
        response.status_code,
        response.content_type,
        response.headers["Retry-After"],
    )
    assert "nosniff" == response.headers["X-Content-Type-Options"]
    assert "Set-Cookie" not in response.headers


def test_a_sign_out_while_the_store_is_down_is_said_later(
    make: Make, server: RedisServer, forward: Callable[[float], None]
) -> None:
    """By this worker, as soon as the store answers: another worker then knows."""
    app, other = make(server.uri), make(server.uri)
    client = signed_in(app)
    copy = client.get_cookie(NAME).value
    server.kill()
    client.post("/logout", base_url=HTTPS)
    assert client.get_cookie(NAME) is None
    server.start()
    bystander = signed_in(other)
    mirrored = app.test_client()
    mirrored.set_cookie(NAME, bystander.get_cookie(NAME).value)
    wait_until_back(app, mirrored)
    client = other.test_client()
    client.set_cookie(NAME, copy)
    assert "None" == client.get("/who", base_url=HTTPS).text
    assert not hardening_of(other).store.down
