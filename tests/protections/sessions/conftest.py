"""Fixtures for the sessions room: apps with the same few views, on every store, and a clock that can be moved."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cachelib.file import FileSystemCache
from flask import Flask, request, session
from flask_session import Session

from flask_hardened import Hardened
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.storage import StorageOptions
from tests.conftest import SECRET_KEY
from tests.requirements import require
from tests.storage.servers import RedisServer

Make = Callable[..., Flask]
KEPT = ["in the cookie", "on the server", "by Flask-Session"]
"""Where the content of sessions is."""


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis of this module."""
    program = require(
        shutil.which("redis-server"), "redis-server is not installed (Debian: apt-get install redis-server)."
    )
    server = RedisServer(program, tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["memory", "sqlite", "redis"])
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URI of each kind of store."""
    if request.param == "redis":
        return request.getfixturevalue("redis_server").uri
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/sessions.db"


def options_of(kept: str, **more: int) -> SessionsOptions:
    """Return the options for one of :data:`KEPT`."""
    return SessionsOptions(server_side=kept == "on the server", **more)


def let_flask_session_keep(app: Flask, folder: str | Path) -> FileSystemCache:
    """Have Flask-Session keep the sessions of an app, in files; returns where they are."""
    cache = FileSystemCache(str(folder), threshold=0)
    app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=cache, SESSION_PERMANENT=False)
    Session(app)
    return cache


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes hardened apps with views that read and change the session, and closes their stores."""
    apps: list[Flask] = []
    folders: list[tempfile.TemporaryDirectory[str]] = []

    def make_it(uri: str = "memory://", config: dict | None = None, kept: str | None = None, **features) -> Flask:
        if kept is not None:
            features["sessions"] = options_of(kept)
        app = Flask("sessions")
        app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
        Hardened(app, storage=StorageOptions(uri=uri), csrf=False, rate_limit=False, **features)
        apps.append(app)
        if kept == "by Flask-Session":
            folders.append(tempfile.TemporaryDirectory())
            let_flask_session_keep(app, folders[-1].name)
        # these tests send hundreds of requests a second from one thread, which may count as one slow request
        hardening_of(app).store._patience = None

        @app.post("/login")
        def login() -> str:
            session["user_id"] = int(request.args.get("user", 7))
            return "in"

        @app.post("/logout")
        def logout() -> str:
            session.clear()
            return "out"

        @app.post("/set")
        def put() -> str:
            session.update(request.args)
            return "set"

        @app.get("/who")
        def who() -> str:
            return str(session.get("user_id"))

        @app.get("/content")
        def content() -> dict:
            return dict(session)

        @app.get("/public")
        def public() -> str:
            return "public"

        return app

    yield make_it
    for app in apps:
        hardening_of(app).store.close()
    for folder in folders:
        folder.cleanup()


@pytest.fixture
def forward(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock forward by some seconds."""
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    def move(seconds: float) -> None:
        ahead[0] += seconds

    return move


@pytest.fixture
def events(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Returns the names of the security events of sessions so far."""
    caplog.set_level("INFO", "flask_hardened.events")

    def names() -> list[str]:
        import json

        lines = [record.getMessage() for record in caplog.records if record.name == "flask_hardened.events"]
        return [event for line in lines if (event := json.loads(line)["event"]).startswith("session_")]

    return names
