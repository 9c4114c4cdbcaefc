"""Fixtures of the store's tests: servers, stores, and a clock that is set by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flask_hardened.storage import Store, StoreChange, open_store
from tests.requirements import require
from tests.storage.servers import RedisServer, Server, free_port


class Clock:
    """Seconds since 1970, set by the test."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _store_in_memory() -> None:
    """Here the default file is what is tested, each in a folder of its own."""


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until the test moves it."""
    return Clock()


@pytest.fixture(scope="session")
def redis_program() -> str:
    """The path of redis-server."""
    return require(
        shutil.which("redis-server"), "redis-server is not installed (Debian: apt-get install redis-server)."
    )


@pytest.fixture(scope="module")
def redis_server(redis_program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis of this module."""
    server = RedisServer(redis_program, tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def memcached_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Memcached of this module."""
    program = require(shutil.which("memcached"), "memcached is not installed (Debian: apt-get install memcached).")
    port = free_port()
    command = [program, "-l", "127.0.0.1", "-p", str(port), "-U", "0", "-u", "nobody", "-m", "8"]
    server = Server(command, port, tmp_path_factory.mktemp("memcached"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def changes() -> list[StoreChange]:
    """What the stores of `opened` report: down, up."""
    return []


@pytest.fixture
def opened(tmp_path: Path, changes: list[StoreChange]) -> Iterator[Callable[..., Store]]:
    """Opens stores whose breaker rests for 50 ms only, and closes them after the test."""
    stores: list[Store] = []

    def open_it(uri: str, **options) -> Store:
        settings = {"instance_path": str(tmp_path), "app_key": b"an app", "on_change": changes.append, **options}
        store = open_store(uri, **settings)
        store._breaker._shortest = store._breaker._back_off = store._breaker._longest = 0.05
        stores.append(store)
        return store

    yield open_it
    for store in stores:
        store.close()
