"""An app of the cors room: a few views, in testing mode, with the options a test asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Response, abort, request

from flask_hardened import Hardened
from flask_hardened.protections.cors.options import CorsOptions
from tests.conftest import SECRET_KEY

MakeApp = Callable[..., Flask]

APP = "https://app.example"
EVIL = "https://evil.example"


def new_app(**config: Any) -> Flask:
    """Return an app with views that answer in different ways, not hardened yet."""
    app = Flask("cors_app")
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **config})

    @app.route("/items", methods=["GET", "PUT", "DELETE"])
    def items():
        return {"method": request.method}

    @app.get("/items/<int:number>")
    def item(number):
        return {"number": number}

    @app.get("/fails/<int:status>")
    def fails(status):
        abort(status)

    @app.get("/raises")
    def raises():
        raise RuntimeError("of the view")

    @app.get("/cached")
    def cached():
        response = Response("cached")
        response.set_etag("one")
        return response.make_conditional(request)

    @app.get("/slash/")
    def slash():
        return "slash"

    return app


def harden(app: Flask, **features: Any) -> Flask:
    """Harden `app` without the rooms that answer cross-site writes and floods of requests themselves."""
    Hardened(app, **{"csrf": False, "rate_limit": False, **features})
    return app


@pytest.fixture
def make_app() -> MakeApp:
    """Return a function that makes the app with these options of CORS, and other features by name."""

    def make(cors: CorsOptions | bool | None = None, *, config: Any = None, **features: Any) -> Flask:
        return harden(new_app(**(config or {})), **({} if cors is None else {"cors": cors}), **features)

    return make
