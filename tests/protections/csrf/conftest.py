"""An app that says "done" to every method, and what its visitors send."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, render_template_string, session

from flask_hardened import Hardened, HostsOptions
from flask_hardened.protections.csrf.options import CsrfOptions

KEY = "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"
METHODS = ("POST", "PUT", "PATCH", "DELETE", "PROPFIND", "FROB")
EVERY_METHOD = ("GET", "HEAD", "OPTIONS", *METHODS)

Make = Callable[..., Flask]


@pytest.fixture
def events() -> list[dict[str, Any]]:
    """The security events that were written."""
    return []


@pytest.fixture
def make(events) -> Make:
    """Makes apps; keyword arguments are options of the csrf room."""

    def app_with(
        *, config: dict[str, Any] | None = None, features: dict[str, Any] | None = None, **options: Any
    ) -> Flask:
        app = Flask("csrf_app")
        app.config.update(TESTING=True, SECRET_KEY=KEY, **(config or {}))
        Hardened(
            app,
            csrf=CsrfOptions(**options),
            hosts=HostsOptions(methods=EVERY_METHOD),
            rate_limit=False,
            **(features or {}),
        )
        app.extensions["hardened"].events.emit = lambda event, **fields: events.append({"event": event, **fields})

        @app.route("/", methods=EVERY_METHOD)
        def index() -> str:
            return "done"

        @app.get("/form")
        def form() -> str:
            session["user"] = "ada"
            return render_template_string('<form method="post" action="/"></form>')

        @app.get("/token")
        def token() -> str:
            return render_template_string('<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">')

        return app

    return app_with


@pytest.fixture
def token_in() -> Callable[[str], str | None]:
    """Finds the token of the first hidden field of a page."""

    def find(text: str) -> str | None:
        found = re.search(r'<input type="hidden" name="csrf_token" value="([^"]*)">', text)
        return None if found is None else found[1]

    return find
