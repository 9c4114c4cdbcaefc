"""The options of sessions."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_hardened import ConfigurationError, Hardened
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.storage import StorageOptions
from tests.conftest import SECRET_KEY


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"absolute_lifetime": 0}, "absolute_lifetime: 0 seconds"),
        ({"absolute_lifetime": 30 * 86400 + 1}, "30 days"),
        ({"idle_lifetime": 0}, "idle_lifetime: 0 seconds"),
        ({"idle_lifetime": 43201}, "the absolute lifetime, 43200"),
        ({"refresh_interval": -1}, "refresh_interval"),
        ({"idle_lifetime": 100, "refresh_interval": 51}, "half of the idle lifetime"),
        ({"user_keys": []}, "user_keys"),
        ({"max_content": 0}, "max_content"),
        ({"when_down": "local"}, "'local' is not a choice"),
    ],
)
def test_what_makes_no_sense_is_refused(values: dict, words: str) -> None:
    """Each fault names the field, the value, and the fix."""
    with pytest.raises(ConfigurationError, match=words):
        SessionsOptions(**values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"absolute_lifetime": 30 * 86400, "idle_lifetime": 30 * 86400},
        {"absolute_lifetime": 1, "idle_lifetime": 1, "refresh_interval": 0},
        {"idle_lifetime": 120, "refresh_interval": 60},
    ],
)
def test_what_is_just_within_is_accepted(values: dict) -> None:
    """The limits themselves are allowed."""
    assert SessionsOptions(**values).when_down == "deny"


def test_encryption_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="pip install cryptography"):
        SessionsOptions(encrypted=True)


def test_content_needs_a_store_that_can_keep_it() -> None:
    """Memcached and clusters cannot compare and swap here; production does not start."""
    app = Flask("memcached")
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_SESSIONS_SERVER_SIDE=True, HARDENED_HOSTS_ALLOWED="a.example")
    with pytest.raises(ConfigurationError, match="HARDENED_SESSIONS_SERVER_SIDE"):
        Hardened(app, storage=StorageOptions(uri="memcached://127.0.0.1:1"))
