"""What a review of the room found: guesses by signed-in users, converters that raise, the app's own user keys."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, abort, session
from flask.testing import FlaskClient
from werkzeug.routing import BaseConverter

from flask_hardened import Hardened, RateLimitOptions, SessionsOptions, limit, limit_exempt
from tests.conftest import SECRET_KEY


def make(**features: Any) -> Flask:
    """Return an app where anybody can be signed in."""
    app = Flask("reviewed")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, csrf=False, **features)

    @app.get("/as/<name>")
    def sign_in(name: str) -> str:
        session["account"] = name
        return ""

    return app


def signed_in(app: Flask, name: str) -> FlaskClient:
    """Return the browser of somebody who is signed in."""
    client = app.test_client()
    client.get(f"/as/{name}")
    return client


def test_failures_are_counted_by_address_whoever_is_signed_in() -> None:
    """An attacker with accounts of their own gets no more guesses than one without."""
    app = make(sessions=SessionsOptions(user_keys=["account"]))

    @app.post("/login")
    @limit("3 per minute", on="failure")
    def login() -> str:
        abort(403)

    statuses = [signed_in(app, name).post("/login").status_code for name in ("ann", "ben", "cid", "dan")]
    assert [403, 403, 403, 429] == statuses


def test_the_user_is_found_under_the_keys_that_sessions_know() -> None:
    """One list of keys, that of the sessions room: each user has a count of their own."""
    app = make(sessions=SessionsOptions(user_keys=["account"]))

    @app.get("/dear")
    @limit("1 per minute")
    def dear() -> str:
        return ""

    assert [200, 200] == [signed_in(app, name).get("/dear").status_code for name in ("ann", "ben")]


def test_a_key_function_that_finds_nothing_means_the_client() -> None:
    """As its documentation says; not the signed-in user."""
    app = make(sessions=SessionsOptions(user_keys=["account"]))

    @app.get("/dear")
    @limit("1 per minute", key=lambda: None)
    def dear() -> str:
        return ""

    assert [200, 429] == [signed_in(app, name).get("/dear").status_code for name in ("ann", "ben")]


class Broken(BaseConverter):
    """Raises what no converter should."""

    def to_python(self, value: str) -> str:
        raise RuntimeError(value)


@pytest.mark.parametrize("path", ["/broken/x", "/missing"])
def test_a_converter_that_raises_does_not_let_a_refused_client_through(path: str) -> None:
    """Over the limit the answer is 429, whatever routing the request would have done."""
    app = make(rate_limit=RateLimitOptions(default="1 per minute"))
    app.url_map.converters["broken"] = Broken
    app.add_url_rule("/broken/<broken:value>", "broken", lambda value: value)
    app.add_url_rule("/exempt", "exempt", limit_exempt(reason="tests it")(lambda: "exempt"))
    client = app.test_client()
    client.get("/nowhere")
    assert [429, 200] == [client.get(path).status_code, client.get("/exempt").status_code]
