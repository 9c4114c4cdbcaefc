"""An app of the csp room: hardened, in testing mode, with the options a test asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from flask_hardened import Hardened
from flask_hardened.protections.csp.options import CspOptions

MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app() -> MakeApp:
    """Return a function that makes an app with these options of the policy, or these configuration keys."""

    def make(options: CspOptions | bool | None = None, *, preset: Any = None, **keys: Any) -> Flask:
        app = Flask(__name__)
        app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf", **keys)
        Hardened(app, preset=preset, **({} if options is None else {"csp": options}))

        @app.get("/")
        def index():
            return "hello"

        return app

    return make


@pytest.fixture
def policy_of() -> Callable[[TestResponse], dict[str, list[str]]]:
    """Return a function that reads the one enforced policy of a response: directive → sources."""

    def read(response: TestResponse) -> dict[str, list[str]]:
        values = response.headers.getlist("Content-Security-Policy")
        assert 1 == len(values), values
        return parse(values[0])

    return read


def parse(value: str) -> dict[str, list[str]]:
    """Parse a policy as CSP3 section 2.2.1 does; a directive that comes twice fails the test."""
    policy: dict[str, list[str]] = {}
    for part in value.split(";"):
        name, *sources = part.split()
        assert name not in policy
        policy[name] = sources
    return policy
