"""The stores that are measured, and what is left of them."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench import stores
from bench.stacks import STACKS
from bench.stores import StoreError, opened, wait_for
from bench.workloads import ask, prepare
from tests.requirements import require


def test_memory_needs_nothing() -> None:
    """It is a URI and no more."""
    with opened("memory") as uri:
        assert "memory://" == uri


def test_a_sqlite_file_is_removed() -> None:
    """The stack counts in the file; afterwards the folder is gone."""
    with opened("sqlite") as uri:
        file = Path(uri.removeprefix("sqlite:///"))
        app = STACKS["hardened"](uri)
        ask(app, prepare(app, "json"))
        assert file.exists()
    assert not file.parent.exists()


def test_a_redis_server_is_ended() -> None:
    """Both stacks count in the server; afterwards nobody listens on its port."""
    require(shutil.which("redis-server"), "redis-server is not installed.")
    import redis

    with opened("redis") as uri:
        counted = []
        for stack in ("composed", "hardened"):
            app = STACKS[stack](uri)
            ask(app, prepare(app, "json"))
            with redis.Redis.from_url(uri) as client:
                counted.append(client.dbsize())
        assert 0 < counted[0] < counted[1]
    address = urlsplit(uri)
    with socket.socket() as free:
        assert 0 != free.connect_ex((address.hostname, address.port))


def test_a_server_that_ends_is_an_error() -> None:
    """Nothing is measured without its store."""
    with subprocess.Popen([sys.executable, "-c", ""]) as server:
        server.wait()
        with pytest.raises(StoreError, match="did not start"):
            wait_for(server, stores.free_port())


@pytest.mark.parametrize(("installed", "redis"), [(None, False), ("/usr/bin/redis-server", True)])
def test_what_is_installed(installed: str | None, redis: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Redis needs a program."""
    monkeypatch.setattr(shutil, "which", lambda name: installed)
    assert {"memory": True, "sqlite": True, "redis": redis} == {name: stores.available(name) for name in stores.STORES}
