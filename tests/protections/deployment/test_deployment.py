"""The deployment room: what production refuses, all at once, and what developing gets instead."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import click
import pytest
from flask import Flask, session
from werkzeug.debug import DebuggedApplication

from flask_hardened import Hardened
from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.deployment.options import DeploymentOptions


def make(name: str = "deployed", **config: Any) -> Flask:
    """Return an app that is not hardened yet."""
    app = Flask(name)
    app.config.update(config)
    app.add_url_rule("/", "index", lambda: "served")
    return app


def settings(app: Flask, **features: Any) -> list[str]:
    """Return the settings that hardening the app for production complains of."""
    with pytest.raises(ConfigurationError) as caught:
        Hardened(app, **features)
    return [problem.setting for problem in caught.value.problems]


def test_a_good_key_is_enough() -> None:
    """An app with a random key starts and serves."""
    app = make(SECRET_KEY=secrets.token_hex(32))
    Hardened(app)
    assert "served" == app.test_client().get("/").text


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, ["SECRET_KEY"]),
        ({"SECRET_KEY": "dev"}, ["SECRET_KEY"]),
        ({"SECRET_KEY": "a" * 64}, ["SECRET_KEY"]),
        ({"SECRET_KEY_FALLBACKS": "old"}, ["SECRET_KEY", "SECRET_KEY_FALLBACKS"]),
        ({"SECRET_KEY_FALLBACKS": [secrets.token_hex(32), "old"]}, ["SECRET_KEY", "SECRET_KEY_FALLBACKS[1]"]),
        ({"TRUSTED_HOSTS": ["*"], "SECRET_KEY": "x"}, ["TRUSTED_HOSTS", "SECRET_KEY"]),
    ],
)
def test_production_names_all_faults_at_once(config: dict[str, Any], expected: list[str]) -> None:
    """One error with every fault, each with its setting."""
    assert sorted(expected) == sorted(settings(make(**config)))


def test_no_message_repeats_a_key() -> None:
    """Promise 5: no secret in a message."""
    with pytest.raises(ConfigurationError) as caught:
        Hardened(make(SECRET_KEY="hunter2-hunter2", SECRET_KEY_FALLBACKS=["oldhunter2"]))
    assert "hunter2" not in str(caught.value)


def test_debug_in_production_is_refused() -> None:
    """Said to be production, and in debug mode: one of the two is wrong."""
    app = make(SECRET_KEY=secrets.token_hex(32), DEBUG=True)
    assert ["DEBUG"] == settings(app, deployment=DeploymentOptions(production=True))


def test_a_debugger_around_the_app_is_refused() -> None:
    """Werkzeug's debugger runs code for whoever sees an error."""
    app = make(SECRET_KEY=secrets.token_hex(32))
    app.wsgi_app = DebuggedApplication(app.wsgi_app)  # type: ignore[method-assign]
    assert ["app.wsgi_app"] == settings(app)


@pytest.mark.parametrize("mode", ["DEBUG", "TESTING"])
def test_developing_needs_no_key(mode: str, caplog: pytest.LogCaptureFixture) -> None:
    """A temporary key is made, with a note, and sessions work."""
    app = make(**{mode: True})
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        Hardened(app)

    @app.get("/count")
    def count() -> str:
        session["n"] = session.get("n", 0) + 1
        return str(session["n"])

    client = app.test_client()
    assert ["1", "2"] == [client.get("/count").text, client.get("/count").text]
    assert "SECRET_KEY is not set" in caplog.text
    assert str(app.secret_key) not in caplog.text


def test_a_script_that_turns_debugging_on_later_starts() -> None:
    """`Flask("__main__")` and `app.run(debug=True)`: the checks wait for the first request."""
    app = make("__main__")
    Hardened(app)
    app.debug = True
    assert "served" == app.test_client().get("/").text
    assert app.secret_key


def test_a_script_that_does_not_is_refused_at_its_first_request(caplog: pytest.LogCaptureFixture) -> None:
    """It answers 503 to everything, with all headers, and its log names the faults."""
    app = make("__main__")
    Hardened(app)
    response = app.test_client().get("/")
    assert (503, "DENY") == (response.status_code, response.headers["X-Frame-Options"])
    assert "SECRET_KEY" in caplog.text
    assert "SECRET_KEY" not in response.text


@pytest.mark.parametrize(("command", "refused"), [("run", True), ("db", False), ("shell", False)])
def test_commands_that_serve_nobody_are_not_refused(command: str, refused: bool) -> None:
    """Migrations run without a key; `flask run` does not."""
    app = make()
    with click.Context(click.Command(command), info_name=command):
        if refused:
            assert ["SECRET_KEY"] == settings(app)
        else:
            Hardened(app)


def test_faults_that_come_after_hardening_are_found_before_the_first_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A configuration loaded too late is judged as well."""
    app = make(SECRET_KEY=secrets.token_hex(32))
    Hardened(app)
    app.config["SECRET_KEY"] = "dev"
    assert 503 == app.test_client().get("/").status_code
    assert "SECRET_KEY" in caplog.text


@pytest.mark.parametrize("path", ["healthz", "/a?b", "/a#b"])
def test_health_paths_are_paths(path: str) -> None:
    """What no request can ask for is a mistake."""
    with pytest.raises(ConfigurationError, match="is no path"):
        DeploymentOptions(health_paths=(path,))


def test_production_can_be_said() -> None:
    """`production=False` lets an app start that would be refused; its author has said so."""
    app = make()
    Hardened(app, deployment=DeploymentOptions(production=False))
    app.secret_key = "short"
    assert "served" == app.test_client().get("/").text
