"""Fixtures for every test: a small app, its client, and Chromium where there is one.

They are small on purpose: a test that needs another app defines a fixture `app` of its own, and `client` follows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_hardened import Hardened
from tests.requirements import chromium_path, require

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECRET_KEY = "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"

# No deadline: on a busy machine it measures the neighbours. CI draws the same examples each time.
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that ``-m "not browser"`` leaves it out.

    What waits for programs beside this one, which a busy machine may keep waiting in turn, is tried a second time, and
    that is reported; never what must not happen once, such as two winners of a race.
    """
    for item in items:
        if not {"chromium", "browser"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("race") is None and any(map(item.get_closest_marker, ("browser", "slow", "server"))):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def _store_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app in production that names no store would share a file with every other test's."""
    monkeypatch.setattr("flask_hardened.storage.opening.DEFAULT_FILE", "memory://")


@pytest.fixture
def app() -> Flask:
    """A hardened app with one view, in testing mode."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app)

    @app.get("/")
    def index() -> str:
        return "hello"

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of `app`."""
    return app.test_client()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium that talks to this machine only.

    One per module: as long as it runs, Playwright's event loop occupies the thread, and async views cannot be tested.
    """
    path = require(
        chromium_path(), "Chromium is not installed (Debian: apt-get install chromium), nor named by CHROMIUM."
    )
    from playwright.sync_api import sync_playwright

    switches = [
        "--no-sandbox",  # CI runs as root
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE *.localhost",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()
