"""FHS007: a password of the store that is written down."""

import pytest

from flask_hardened import StorageOptions
from flask_hardened.protections.sessions.rules.written_store_passwords import written_store_passwords
from tests.audit.asking import ask, hardened_app, places, plain_app

URI = "rediss://:hunter2@store.internal:6379"


def test_found_and_not_shown() -> None:
    """In the URI, or among the options."""
    for app in (
        hardened_app({"HARDENED_STORAGE_URI": URI}),
        hardened_app(storage=StorageOptions(uri="rediss://store", options={"password": "hunter2"})),
    ):
        assert ["HARDENED_STORAGE_URI"] == places(written_store_passwords, app)
        assert "hunter2" not in repr(ask(written_store_passwords, app))


@pytest.mark.parametrize("value", [URI, "hunter2", "postgres://app:hunter2@db/app"])
def test_not_found_where_the_environment_has_it(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the variable is called, and whether it holds the URI or only the password."""
    monkeypatch.setenv("STORE", value)
    assert [] == places(written_store_passwords, hardened_app({"HARDENED_STORAGE_URI": URI}))


def test_not_found_without_a_password() -> None:
    """A user's name is none."""
    for uri in ("rediss://store.internal", "rediss://app@store.internal", "memory://"):
        assert [] == places(written_store_passwords, hardened_app({"HARDENED_STORAGE_URI": uri}))
    assert [] == places(written_store_passwords, hardened_app())
    unused = hardened_app({"HARDENED_STORAGE_URI": URI}, sessions=False, rate_limit=False)
    assert [] == places(written_store_passwords, unused)
    assert [] == places(written_store_passwords, plain_app())
