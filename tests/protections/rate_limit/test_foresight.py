"""What other rooms will ask the store for is read in the trip that counts the request."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from flask_hardened import foresight
from flask_hardened.hardening import current_exchange, hardening_of
from flask_hardened.storage import Key, Use
from tests.protections.rate_limit.conftest import make_app


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Any]]:
    """Asks an app on SQLite once; returns what its view finds foreseen when it looks twice."""

    def ask(keys: tuple[str, ...], wanted: tuple[str, ...], pause: float = 0.0, **options: Any) -> list[Any]:
        app = make_app(config={"HARDENED_STORAGE_URI": f"sqlite:///{tmp_path}/limits.db"}, **options)
        found: list[Any] = []

        @app.get("/look")
        def look() -> str:
            time.sleep(pause)
            exchange = current_exchange()
            for _ in range(2):
                found.append(foresight.foreseen(exchange, [key_of(app, name) for name in wanted]))
            return "looked"

        client = app.test_client()
        client.get("/")  # starts it
        hardening = hardening_of(app)
        hardening.store.namespace(Use("marks")).set_expiring(key_of(app, "known"), 7, 60)
        hardening.foresights = (lambda exchange: [key_of(app, name) for name in keys],)
        assert b"looked" == client.get("/look").data
        return found

    return ask


def key_of(app: Flask, name: str) -> Key:
    """Return a key of another room."""
    return hardening_of(app).store.namespace(Use("marks")).key_of(name)


def test_values_are_read_with_the_count(read: Callable[..., list[Any]]) -> None:
    """They are given once: whoever asks again wants to know what has changed."""
    assert [[7, None], None] == read(("known", "unknown"), ("known", "unknown"))


def test_what_was_not_foreseen_is_asked_for(read: Callable[..., list[Any]]) -> None:
    """Another key, no key, no default limit, and another strategy: nothing was read before."""
    assert [None, None] == read(("known",), ("known", "other"))
    assert [None, None] == read((), ("known",))
    assert [None, None] == read(("known",), ("known",), default=None)
    assert [None, None] == read(("known",), ("known",), strategy="moving-window")


def test_what_was_read_long_ago_is_asked_for_again(read: Callable[..., list[Any]]) -> None:
    """What was ended while a request ran has to end."""
    assert [None, None] == read(("known",), ("known",), pause=0.15)


@pytest.mark.parametrize(("when_down", "status"), [("deny", 503), ("allow", 200), ("local", 200)])
def test_a_store_that_is_down_foresees_nothing(tmp_path: Path, when_down: str, status: int) -> None:
    """The limit does what it declares, and the others ask for themselves."""
    file = tmp_path / "folder" / "limits.db"
    app = make_app(config={"HARDENED_STORAGE_URI": f"sqlite:///{file}"}, when_down=when_down)
    app.add_url_rule("/look", "look", lambda: str(foresight.foreseen(current_exchange(), [key_of(app, "known")])))
    client = app.test_client()
    client.get("/look")
    hardening_of(app).foresights = (lambda exchange: [key_of(app, "known")],)
    assert b"[None]" == client.get("/look").data
    for path in file.parent.iterdir():
        path.unlink()
    file.parent.rmdir()
    file.parent.write_text("in the way")
    answer = client.get("/look")
    assert status == answer.status_code
    assert status == 503 or answer.data == b"None"


def test_a_verdict_says_the_same_either_way(tmp_path: Path) -> None:
    """A request that is refused is refused, whatever is read along."""
    app = make_app(config={"HARDENED_STORAGE_URI": f"sqlite:///{tmp_path}/limits.db"}, default="2 per hour")
    app.add_url_rule("/a", "a", lambda: "a")
    client = app.test_client()
    hardening_of(app).start()
    hardening_of(app).foresights = (lambda exchange: [key_of(app, "known")],)
    assert [200, 200, 429] == [client.get("/a").status_code for _ in range(3)]
