"""Fixtures for the encryption room: apps in whose context values are encrypted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from flask_hardened import Hardened, StorageOptions
from flask_hardened.protections.encryption import declared
from tests.conftest import SECRET_KEY

Make = Callable[..., Flask]


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns of one test are not those of another one's audit."""
    monkeypatch.setattr(declared, "_purposes", set())


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes hardened apps, and enters the context of each."""
    contexts = ExitStack()

    def make_it(config: dict | None = None, **features) -> Flask:
        app = Flask("encryption")
        app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
        Hardened(app, storage=StorageOptions(uri="memory://"), **features)
        contexts.enter_context(app.app_context())
        return app

    yield make_it
    contexts.close()


@pytest.fixture
def app(make: Make) -> Flask:
    """A hardened app with the defaults, in its context."""
    return make()
