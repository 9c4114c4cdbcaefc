"""Fixtures of the rate limits' tests: apps, a clock, servers, and what was reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_hardened import Hardened, security_event
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.rate_limit.options import RateLimitOptions
from flask_hardened.protections.rate_limit.protection import RateLimit
from flask_hardened.storage import open_store
from tests.conftest import SECRET_KEY
from tests.storage.conftest import Clock, clock, redis_program, redis_server

__all__ = ["clock", "redis_program", "redis_server"]

Make = Callable[..., Flask]


def make_app(*, preset: Any = None, config: dict[str, Any] | None = None, **options: Any) -> Flask:
    """Return an app with a page, a static folder and a health path, and these options of the room."""
    app = Flask("limits", static_folder="../../apps/static", root_path=__file__.rpartition("/")[0])
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, "HARDENED_STORAGE_URI": "memory://"} | (config or {}))
    Hardened(app, preset=preset, rate_limit=RateLimitOptions(**options) if options else True)

    @app.route("/", methods=["GET", "POST"])
    def index() -> str:
        return "hello"

    @app.get("/healthz")
    def health() -> str:
        return "well"

    return app


@pytest.fixture
def timed(clock: Clock) -> Callable[[Flask], FlaskClient]:
    """Put a new app on the clock that is set by hand, and return a client."""

    def put(app: Flask) -> FlaskClient:
        hardening = hardening_of(app)
        hardening._store = open_store("memory://", instance_path="/nowhere", app_key=b"key", clock=clock)
        room = next(room for room in hardening.protections if isinstance(room, RateLimit))
        room.clock = clock
        return app.test_client()

    return put


@pytest.fixture
def events() -> Iterator[list[dict[str, Any]]]:
    """The events about limits."""
    found: list[dict[str, Any]] = []

    def receive(sender: Flask, *, event: dict[str, Any]) -> None:
        if event["event"] == "excess_rate_limit_exceeded":
            found.append(event)

    with security_event.connected_to(receive):
        yield found


def statuses(client: FlaskClient, count: int, path: str = "/", **request: Any) -> list[int]:
    """Send the same request `count` times and return the answers' statuses."""
    found = []
    for _ in range(count):
        with client.open(path, **request) as response:  # a static file stays open until its answer is closed
            found.append(response.status_code)
    return found


def come_from(address: str) -> dict[str, Any]:
    """Return what makes a request come from an address."""
    return {"environ_overrides": {"REMOTE_ADDR": address}}
