"""From options to a store, and what stops an app at its start."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from flask_hardened.errors import ConfigurationError
from flask_hardened.storage import StorageOptions, Store, Use, open_store


def test_the_default_is_a_file_in_the_instance_folder(opened: Callable[..., Store], tmp_path: Path) -> None:
    """Without a URI, workers share an SQLite file; opening alone creates nothing but the folder."""
    store = opened(None, instance_path=str(tmp_path / "instance"))
    assert ("sqlite:///hardened.db", True) == (store.name, store.shared)
    assert [] == list((tmp_path / "instance").iterdir())
    assert store.check()
    assert (tmp_path / "instance" / "hardened.db").exists()


def test_while_debugging_the_default_is_memory(opened: Callable[..., Store], tmp_path: Path) -> None:
    """Debugging and testing leave no file behind."""
    store = opened(None, transient=True, instance_path=str(tmp_path / "instance"))
    assert ("memory://", False) == (store.name, store.shared)
    assert not (tmp_path / "instance").exists()
    assert store.check()


def test_a_uri_wins_over_the_default(opened: Callable[..., Store]) -> None:
    """What is configured is used while debugging, too."""
    assert "sqlite:///mine.db" == opened(StorageOptions(uri="sqlite:///mine.db"), transient=True).name


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("rediss//localhost", "no URI"),
        ("sqllite:///x.db", "Did you mean 'sqlite'"),
        ("postgresql://u:hunter2@localhost/db", "no store of the kind 'postgresql'"),
        ("redis://:hunter2@localhost:port", "driver refuses"),
        ("hunter2", "no URI"),
    ],
)
def test_a_wrong_uri_stops_the_app(tmp_path: Path, uri: str, words: str) -> None:
    """The error names the setting and the fault, and quotes no password."""
    with pytest.raises(ConfigurationError) as caught:
        open_store(uri, instance_path=str(tmp_path), app_key=b"k")
    assert words in str(caught.value)
    assert "HARDENED_STORAGE_URI" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_missing_driver_stops_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store whose package is not installed is a fault of the set-up, not a store that is down."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="pip install pymongo"):
        open_store("mongodb://localhost", instance_path=str(tmp_path), app_key=b"k")


def test_an_unknown_driver_option_stops_the_app(tmp_path: Path) -> None:
    """A misspelled option of the driver is told at start."""
    chosen = StorageOptions(uri="sqlite:///x.db", options={"instance_path": "/elsewhere"})
    with pytest.raises(ConfigurationError, match="instance_path"):
        open_store(chosen, instance_path=str(tmp_path), app_key=b"k")


@pytest.mark.parametrize(
    "given",
    [
        {"uri": "redis://localhost?socket_timeout=5"},
        {"options": {"socket_timeout": 5}},
        {"options": {"socket_connect_timeout": None}},
        {"options": {"serverSelectionTimeoutMS": 30000}},
        {"options": {"socket_timeout": 0}},
        {"max_keys": 0},
    ],
)
def test_what_lets_a_request_wait_is_refused(given) -> None:
    """Timeouts above 0.3 s, in the URI or beside it, and a memory for nothing."""
    with pytest.raises(ConfigurationError, match="StorageOptions"):
        StorageOptions(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"uri": "redis://localhost?socket_timeout=0.1"},
        {"options": {"socket_timeout": 0.3, "socketTimeoutMS": 300, "retry_on_timeout": False}},
        {"max_keys": 1},
    ],
)
def test_short_timeouts_are_accepted(given) -> None:
    """What keeps to the bound passes."""
    assert set(given) == StorageOptions(**given).given


def test_options_do_not_show_their_secrets() -> None:
    """Neither URI nor driver options are in the representation."""
    shown = repr(StorageOptions(uri="redis://:hunter2@localhost", options={"password": "hunter2"}))
    assert "hunter2" not in shown


def test_a_use_has_one_namespace(opened: Callable[..., Store]) -> None:
    """The same use gets the same namespace; the same name with another declaration is a mistake."""
    store = opened("memory://")
    assert store.namespace(Use("a", "local")) is store.namespace(Use("a", "local"))
    with pytest.raises(ValueError, match="already"):
        store.namespace(Use("a"))


def test_a_server_that_is_down_does_not_stop_the_app(opened: Callable[..., Store], changes) -> None:
    """It is reported by check(), and each use does what it declares."""
    store = opened("redis+cluster://127.0.0.1:1")
    assert not store.check()
    assert store.down
    assert [False] == [change.up for change in changes]
