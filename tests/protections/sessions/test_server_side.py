"""Content on the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from uuid import UUID

import pytest
from flask import session
from itsdangerous.encoding import base64_decode

from flask_hardened.hardening import hardening_of
from flask_hardened.protections.sessions.content import Content, content_of
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.protections.sessions.server_side import SessionTooLargeError
from flask_hardened.storage import open_store
from tests.protections.sessions.conftest import Make

HTTPS = "https://localhost"
NAME = "__Host-session"
ON_SERVER = SessionsOptions(server_side=True)
KEY = "0123456789abcdef" * 2


@pytest.fixture
def content(uri: str, tmp_path) -> Content:
    """What keeps content in each kind of store."""
    store = open_store(uri, instance_path=str(tmp_path), app_key=uri.encode() + str(tmp_path).encode())
    found = content_of(store)
    assert found is not None
    found.remove(KEY)
    yield found
    store.close()


def test_content_is_written_in_place_of_what_was_read(content: Content) -> None:
    """Compare and swap: the version says what was read, 0 that there was nothing."""
    assert content.read(KEY) is None
    assert not content.write(KEY, b"x", 1, 60)
    assert content.write(KEY, b"a\0b", 0, 60)
    assert (b"a\0b", 1) == content.read(KEY)
    assert not content.write(KEY, b"x", 0, 60)
    assert content.write(KEY, b"c", 1, 60)
    assert not content.write(KEY, b"x", 1, 60)
    assert (b"c", 2) == content.read(KEY)
    content.remove(KEY)
    assert content.read(KEY) is None
    assert not content.write(KEY, b"x", 2, 60)


def test_content_expires(content: Content) -> None:
    """It is then as if it had never been there."""
    import time

    content.write(KEY, b"a", 0, 0.05)
    time.sleep(0.15)
    assert content.read(KEY) is None
    assert not content.write(KEY, b"b", 1, 60)
    assert content.write(KEY, b"b", 0, 60)
    assert (b"b", 1) == content.read(KEY)


@pytest.mark.parametrize("uri", ["memcached://127.0.0.1:1", "redis+sentinel://127.0.0.1:1/x"])
def test_other_stores_keep_no_content(uri: str, tmp_path) -> None:
    """There is nothing to compare and swap with."""
    assert content_of(open_store(uri, instance_path=str(tmp_path), app_key=b"key")) is None


def test_the_cookie_carries_no_content(make: Make, uri: str) -> None:
    """Only the ticket; every type that Flask's own sessions know comes back from the store."""
    app = make(uri, sessions=ON_SERVER)
    values = {"when": datetime(2026, 1, 2, tzinfo=timezone.utc), "id": UUID(int=5), "pair": (1, "é"), "raw": b"\0\xff"}

    @app.get("/types")
    def types() -> str:
        session.update(values)
        return ""

    @app.get("/same")
    def same() -> str:
        return str(dict(session) == values)

    client = app.test_client()
    client.get("/types", base_url=HTTPS)
    payload = base64_decode(client.get_cookie(NAME).value.split(".")[0])
    assert payload.startswith(b'{"_hardened":[')
    assert b"when" not in payload
    assert "True" == client.get("/same", base_url=HTTPS).text


def test_a_change_alone_sets_no_cookie(make: Make, forward: Callable[[float], None]) -> None:
    """The content goes to the store; the cookie is written with the id, and when the use is noted."""
    client = make(sessions=ON_SERVER).test_client()
    assert "Set-Cookie" in client.post("/set?a=1", base_url=HTTPS).headers
    assert "Set-Cookie" not in client.post("/set?a=2", base_url=HTTPS).headers
    forward(100)
    assert "Set-Cookie" in client.get("/content", base_url=HTTPS).headers
    assert {"a": "2"} == client.get("/content", base_url=HTTPS).json


def test_sessions_in_cookies_move_to_the_server(make: Make) -> None:
    """The option can be turned on while people are signed in."""
    before, after = make(), make(sessions=ON_SERVER)
    client = before.test_client()
    client.post("/login", base_url=HTTPS)
    moved = after.test_client()
    moved.set_cookie(NAME, client.get_cookie(NAME).value)
    moved.post("/set?a=1", base_url=HTTPS)
    assert {"user_id": 7, "a": "1"} == moved.get("/content", base_url=HTTPS).json


def test_content_that_is_gone_ends_the_session(make: Make) -> None:
    """As after a restart with the store in memory; the cookie is taken away."""
    app = make(sessions=ON_SERVER)
    client = app.test_client()
    client.post("/login", base_url=HTTPS)
    app.session_interface.server_side._content._content._kept.clear()
    assert "None" == client.get("/who", base_url=HTTPS).text
    assert client.get_cookie(NAME) is None


def test_a_session_has_a_largest_size(make: Make) -> None:
    """Beyond it, an error says so; what was there stays."""
    app = make(sessions=SessionsOptions(server_side=True, max_content=100), config={"PROPAGATE_EXCEPTIONS": True})
    client = app.test_client()
    client.post(f"/set?a={'x' * 90}", base_url=HTTPS)
    with pytest.raises(SessionTooLargeError, match="HARDENED_SESSIONS_MAX_CONTENT"):
        client.post(f"/set?a={'x' * 93}", base_url=HTTPS)
    assert {"a": "x" * 90} == client.get("/content", base_url=HTTPS).json


def test_encrypted_content_is_kept_encrypted(make: Make, uri: str) -> None:
    """Who reads the store reads nothing; each key of the app still opens it."""
    app = make(uri, sessions=SessionsOptions(server_side=True, encrypted=True))
    client = app.test_client()
    client.post("/set?secret=hidden-value", base_url=HTTPS)
    content = content_of(hardening_of(app).store) if not uri.startswith("memory") else None
    if content is not None:
        with app.app_context():
            state_key = app.session_interface.server_side._content._key
            with client.session_transaction(base_url=HTTPS) as found:
                kept = content.read(state_key(found.state.brought.family))
        assert kept.text.startswith(b"~")
        assert b"hidden" not in kept.text
    app.config.update(SECRET_KEY="another-key-0123456789abcdef0123456", SECRET_KEY_FALLBACKS=[app.secret_key])
    assert {"secret": "hidden-value"} == client.get("/content", base_url=HTTPS).json


def test_logging_out_removes_the_content(make: Make) -> None:
    """Nothing is left in the store but that the session has ended."""
    app = make(sessions=ON_SERVER)
    client = app.test_client()
    client.post("/login", base_url=HTTPS)
    kept = app.session_interface.server_side._content._content._kept
    assert 1 == len(kept)
    client.post("/logout", base_url=HTTPS)
    assert {} == kept
