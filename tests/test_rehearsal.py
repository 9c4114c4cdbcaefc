"""A rehearsal: requests that count nowhere, and an app that is as it was afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask, session

from flask_hardened import Hardened, RateLimitOptions, StorageOptions
from flask_hardened.events import security_event
from flask_hardened.rehearsal import rehearsal
from tests.conftest import SECRET_KEY

HTTPS = "https://www.example.com"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An app in production with a file of its own, two requests a minute, and a session."""
    app = Flask(__name__, instance_path=str(tmp_path / "instance"))
    app.config.update(SECRET_KEY=SECRET_KEY, TRUSTED_HOSTS=["*.example.com"])
    Hardened(
        app,
        storage=StorageOptions(uri=f"sqlite:///{tmp_path}/hardened.db"),
        rate_limit=RateLimitOptions(default="2 per minute"),
    )
    app.add_url_rule("/", "index", lambda: str(session.setdefault("seen", 0)))
    return app


def ask(app: Flask) -> int:
    """Ask for the page, and return the status."""
    return app.test_client().get("/", base_url=HTTPS).status_code


def test_what_is_rehearsed_is_not_counted(app: Flask) -> None:
    """The limit holds in the rehearsal, in memory; outside it goes on where it stood."""
    assert 200 == ask(app)
    with rehearsal(app.extensions["hardened"]):
        assert [200, 200, 429] == [ask(app) for _ in range(3)]
    assert [200, 429] == [ask(app), ask(app)]
    with rehearsal(app.extensions["hardened"]):
        assert 200 == ask(app)
    assert 429 == ask(app)


def test_an_app_that_has_not_started_has_not_afterwards(app: Flask, tmp_path: Path) -> None:
    """Its store is opened by its own first request."""
    hardening = app.extensions["hardened"]
    with rehearsal(hardening):
        assert 200 == ask(app)
    assert not hardening.started
    assert [] == [*tmp_path.glob("hardened.db*")]
    assert 200 == ask(app)
    assert hardening.started
    assert (tmp_path / "hardened.db").exists()


def test_hosts_are_no_wider_afterwards(app: Flask) -> None:
    """A start writes TRUSTED_HOSTS in Flask's own spelling, which knows no ``*.``; the next start reads the first."""
    with rehearsal(app.extensions["hardened"]):
        ask(app)
    assert ["*.example.com"] == app.config["TRUSTED_HOSTS"]
    assert 400 == app.test_client().get("/", base_url="https://example.com").status_code


def test_nobody_is_told(app: Flask) -> None:
    """Events of the rehearsal are none; those after it are."""
    heard: list[Any] = []

    def hear(sender: Flask, *, event: dict[str, Any]) -> None:
        heard.append(event["event"])

    with security_event.connected_to(hear):
        with rehearsal(app.extensions["hardened"]):
            assert 400 == app.test_client().get("/", base_url="https://evil.example").status_code
        assert [] == heard
        app.test_client().get("/", base_url="https://evil.example")
    assert ["http_host_refused"] == heard


def test_it_ends_with_an_exception_too(app: Flask) -> None:
    """The app is as it was all the same."""
    hardening = app.extensions["hardened"]
    ask(app)
    before = dict(vars(hardening))
    with pytest.raises(LookupError), rehearsal(hardening):
        raise LookupError
    assert before == vars(hardening)
