"""Fixtures for the tokens room: apps on every store, and tokens that are put together by hand."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from flask_hardened import Hardened, StorageOptions
from flask_hardened.hardening import hardening_of
from tests.conftest import SECRET_KEY
from tests.requirements import require
from tests.storage.servers import RedisServer

Make = Callable[..., Flask]


@pytest.fixture(scope="module")
def redis_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URI of a Redis of this module."""
    program = require(
        shutil.which("redis-server"), "redis-server is not installed (Debian: apt-get install redis-server)."
    )
    server = RedisServer(program, tmp_path_factory.mktemp("redis"))
    server.start()
    yield server.uri
    server.kill()


@pytest.fixture(params=["memory", "sqlite", "redis"])
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URI of an empty store of each kind."""
    if request.param == "redis":
        return request.getfixturevalue("redis_uri")
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/tokens.db"


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes hardened apps, enters their contexts if asked to, and closes their stores."""
    apps: list[Flask] = []
    contexts = ExitStack()

    def make_it(uri: str = "memory://", config: dict | None = None, enter: bool = False, **features) -> Flask:
        app = Flask("tokens")
        app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
        features = {"csrf": False, "rate_limit": False, "storage": StorageOptions(uri=uri), **features}
        Hardened(app, **features)
        apps.append(app)
        hardening_of(app).store._patience = None  # a busy machine is not a store that is down
        if enter:
            contexts.enter_context(app.app_context())
        return app

    yield make_it
    contexts.close()
    for app in apps:
        hardening_of(app).store.close()


@pytest.fixture
def app(make: Make) -> Flask:
    """A hardened app with the defaults, in its context."""
    return make(enter=True)


@pytest.fixture
def forward(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock forward by some seconds."""
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    def move(seconds: float) -> None:
        ahead[0] += seconds

    return move
