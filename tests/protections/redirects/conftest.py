"""An app that redirects wherever it is told to, in several ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Response, redirect, request

from flask_hardened import Hardened
from flask_hardened.protections.redirects.options import RedirectsOptions
from tests.conftest import SECRET_KEY

MakeApp = Callable[..., Flask]

IDP = "https://accounts.idp.example/authorize?client=1"


def new_app(**config: Any) -> Flask:
    """Return an app with views that redirect, not hardened yet."""
    app = Flask("redirects_app")
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **config})

    @app.route("/flask", methods=["GET", "POST"])
    def by_flask():
        return redirect(request.values["to"])

    @app.route("/raw", methods=["GET", "POST"])
    def raw():
        """Send a header that Werkzeug has not mended."""
        to = request.args["to"]

        def application(environ, start_response):
            headers = [("Location", to), ("Set-Cookie", "seen=1"), ("Clear-Site-Data", '"cookies"')]
            start_response(request.args.get("status", "302 Found"), headers)
            return [f"see {to}".encode()]

        return application

    @app.get("/refresh")
    def refresh():
        return Response("soon", headers={"Refresh": request.args["to"]})

    @app.get("/sign-in")
    def sign_in():
        return redirect(IDP)

    @app.get("/fixed")
    def fixed():
        return redirect(app.config["TO"])

    @app.get("/slash/")
    def slash():
        return "slash"

    return app


@pytest.fixture
def make_app() -> MakeApp:
    """Return a function that makes the app with these options of redirects, and other features by name."""

    def make(redirects: RedirectsOptions | bool | None = None, *, config: Any = None, **features: Any) -> Flask:
        app = new_app(**(config or {}))
        chosen = {} if redirects is None else {"redirects": redirects}
        Hardened(app, **{"csrf": False, "rate_limit": False, **chosen, **features})
        return app

    return make
