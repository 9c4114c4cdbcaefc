"""rotate(), bind_user(), end_session(), end_sessions_of(), end_other_sessions()."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from flask_hardened.protections.sessions.functions import (
    bind_user,
    end_other_sessions,
    end_session,
    end_sessions_of,
    rotate,
)
from tests.protections.sessions.conftest import KEPT, Make

HTTPS = "https://localhost"
NAME = "__Host-session"


def ask(client: FlaskClient, path: str, status: int = 200) -> str:
    """Send a GET over HTTPS."""
    response = client.get(path, base_url=HTTPS)
    assert status == response.status_code
    return response.text


def copy_of(client: FlaskClient) -> FlaskClient:
    """Return another browser with the same cookie."""
    other = client.application.test_client()
    other.set_cookie(NAME, client.get_cookie(NAME).value)
    return other


def browser(app: Flask, user: str) -> FlaskClient:
    """Return a browser in which a user has signed in."""
    client = app.test_client()
    ask(client, f"/bind/{user}")
    return client


@pytest.fixture(params=KEPT)
def app(make: Make, uri: str, request: pytest.FixtureRequest) -> Flask:
    """An app whose sessions name no user in any key."""
    app = make(uri, kept=request.param)

    @app.get("/bind/<user>")
    def bind(user: str) -> str:
        session["name"] = user
        bind_user(user)
        return ""

    @app.get("/name")
    def name() -> str:
        return session.get("name", "nobody")

    def added(path: str, function: Callable[[], None]) -> None:
        app.add_url_rule(path, path, lambda: function() or "")

    added("/rotate", rotate)
    added("/end", end_session)
    added("/others", end_other_sessions)

    def keep() -> None:
        session["csrf_token"] = "known"

    added("/token", keep)
    return app


def test_rotate(app: Flask) -> None:
    """A new id and no old CSRF token; the content stays, and the old id ends."""
    client = browser(app, "ann")
    ask(client, "/token")
    old = copy_of(client)
    ask(client, "/rotate")
    assert {"name": "ann"} == client.get("/content", base_url=HTTPS).json
    assert "nobody" == ask(old, "/name")
    assert "ann" == ask(client, "/name")


def test_signing_out_ends_the_ids_before_too(app: Flask) -> None:
    """Each cookie since the sign-in, and those that are still made from one of them."""
    client = browser(app, "ann")
    copies = [copy_of(client)]
    ask(client, "/rotate")
    copies.append(copy_of(client))
    ask(client, "/end")
    assert ["nobody"] * 3 == [ask(one, "/name") for one in (client, *copies)]


def test_binding_makes_a_new_session(app: Flask) -> None:
    """What was there before is not signed in by it."""
    client = app.test_client()
    ask(client, "/token")
    planted = copy_of(client)
    ask(client, "/bind/ann")
    assert ("ann", "nobody") == (ask(client, "/name"), ask(planted, "/name"))


def test_ending_all_sessions_of_a_user(app: Flask) -> None:
    """At once, on each device, and nobody else's; the next sign-in works, and can be ended again."""
    for _ in range(3):
        devices, other = [browser(app, "ann") for _ in range(3)], browser(app, "bob")
        assert ["ann"] * 3 == [ask(device, "/name") for device in devices]
        with app.app_context():
            end_sessions_of("ann")
        assert ["nobody"] * 3 == [ask(device, "/name") for device in devices]
        assert "bob" == ask(other, "/name")


def test_ending_the_sessions_of_no_id(app: Flask) -> None:
    """A user object in place of its id would end nothing, and nobody would notice."""
    device = browser(app, "ann")
    for user in (object(), None, "", True):
        with app.app_context(), pytest.raises(TypeError, match="the id of a user"):
            end_sessions_of(user)
    assert "ann" == ask(device, "/name")


def test_ending_the_other_sessions(app: Flask) -> None:
    """The one that asks goes on, under another id."""
    devices = [browser(app, "ann") for _ in range(3)]
    old = copy_of(devices[0])
    ask(devices[0], "/others")
    assert ["ann", "nobody", "nobody", "nobody"] == [ask(device, "/name") for device in (*devices, old)]
    ask(devices[0], "/others")
    assert "ann" == ask(devices[0], "/name")


def test_there_are_no_others_of_nobody(app: Flask) -> None:
    """The error says what is missing."""
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(RuntimeError, match="bind_user"):
        ask(app.test_client(), "/others")


def test_ending_without_a_session_does_nothing(app: Flask) -> None:
    """Signing out twice is no error."""
    client = app.test_client()
    ask(client, "/end")
    assert client.get_cookie(NAME) is None


def test_a_sign_in_right_after_a_sign_out_in_one_request(app: Flask) -> None:
    """The new session is the new user's, and ends on its own."""

    @app.get("/change/<user>")
    def change(user: str) -> str:
        end_session()
        session["user_id"] = session["name"] = user
        return ""

    client = browser(app, "ann")
    old = copy_of(client)
    ask(client, "/change/ann")
    assert ("ann", "nobody") == (ask(client, "/name"), ask(old, "/name"))
    with app.app_context():
        end_sessions_of("ann")
    assert "nobody" == ask(client, "/name")


def test_without_the_room_the_functions_explain_themselves() -> None:
    """Sessions that are off, or somebody else's, cannot be ended."""
    app = Flask("plain")
    with app.test_request_context(), pytest.raises(RuntimeError, match="not Flask-Hardened's"):
        rotate()


def test_without_a_key_there_is_no_session(make: Make) -> None:
    """The error says which setting is missing."""
    app = make(config={"SECRET_KEY": None}, deployment=False)
    with app.test_request_context(), pytest.raises(RuntimeError, match="SECRET_KEY"):
        end_session()
