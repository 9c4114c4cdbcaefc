"""Fixtures for the auth room: apps whose users say in a header who they are, or sign in with a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from flask_hardened import Hardened
from flask_hardened.events import security_event
from flask_hardened.identity import Authenticator, Proof, Rejected
from flask_hardened.protections.auth.decorators import public
from flask_hardened.protections.auth.options import AuthOptions
from flask_hardened.protections.sessions.signing_in import login
from tests.conftest import SECRET_KEY

Make = Callable[..., Flask]
SITE = "https://localhost"


def said_in_header(exchange: Any) -> Proof | Rejected | None:
    """Believe the header X-User; only a test does that."""
    user = exchange.environ.get("HTTP_X_USER")
    if user is None:
        return None
    return Rejected(reason="bad", challenge='Header error="bad"') if user == "bad" else Proof(user_id=user, method="h")


HEADER = Authenticator(method="header", find=said_in_header, challenge='Header realm="tests"')


@pytest.fixture
def users() -> dict[str, Any]:
    """The users of an app, by id: a plain one, an editor and an administrator."""
    return {
        "ann": SimpleNamespace(roles=[], permissions=["read"], is_active=True),
        "ed": SimpleNamespace(roles=["editor"], permissions=["read", "write"], is_active=True),
        "adam": SimpleNamespace(roles=["admin", "editor"], permissions=["read", "write", "delete"], is_active=True),
    }


@pytest.fixture
def make(users: dict[str, Any]) -> Make:
    """Makes a hardened app with a view that signs in by a session: ``POST /login?user=ann``."""

    def make_it(config: dict[str, Any] | None = None, **options: Any) -> Flask:
        features = {"csrf": False, "rate_limit": False, **options.pop("features", {})}
        app = Flask("auth", static_folder=None)
        app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
        options = {"loader": users.get, "authenticators": [HEADER], **options}
        Hardened(app, auth=AuthOptions(**options), **features)

        @app.post("/login")
        @public
        def sign_in() -> str:
            login(request.args["user"])
            return "in"

        return app

    return make_it


def ask(
    client: FlaskClient | Flask, path: str, user: str | None = None, method: str = "GET", **headers: str
) -> TestResponse:
    """Send a request as a user, by header."""
    if isinstance(client, Flask):
        client = client.test_client()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if user is not None:
        named["X-User"] = user
    return client.open(path, method=method, base_url=SITE, headers=named)


def status(client: FlaskClient | Flask, path: str, user: str | None = None, method: str = "GET") -> int:
    """Return the status of a request as a user."""
    return ask(client, path, user, method).status_code


@pytest.fixture
def said() -> Iterator[list[dict[str, Any]]]:
    """Collect the security events, whole."""
    found: list[dict[str, Any]] = []

    def receive(sender: Flask, event: dict[str, Any]) -> None:
        found.append(event)

    with security_event.connected_to(receive):
        yield found
