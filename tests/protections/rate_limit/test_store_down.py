"""The store is down: each limit does what it declares, in time, and never answers 500."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask

from flask_hardened.hardening import hardening_of
from flask_hardened.protections.rate_limit.decorators import limit
from flask_hardened.storage.use import WhenDown
from tests.protections.rate_limit.conftest import come_from, make_app, statuses
from tests.storage.servers import RedisServer
from tests.storage.test_faults import frozen, full, killed, read_only, refusing

DECLARED = {"local": [200, 200, 429, 429], "deny": [503] * 4, "allow": [200] * 4}


@pytest.fixture
def own_redis(redis_program: str, tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of this test, which may come to harm."""
    server = RedisServer(redis_program, tmp_path)
    server.start()
    yield server
    if server.process is not None:
        server.thaw()
    server.kill()


def app_on(uri: str, **options: object) -> Flask:
    """Return an app on a store, with a second limit that declares something else."""
    app = make_app(config={"HARDENED_STORAGE_URI": uri}, **options)
    app.add_url_rule("/a", "a", limit("2 per minute", when_down="deny")(lambda: "a"))
    return app


@pytest.mark.parametrize("when_down", DECLARED)
@pytest.mark.parametrize("fault", [killed, frozen, refusing, read_only, full])
def test_redis_faults(
    own_redis: RedisServer,
    fault: Callable[[RedisServer], AbstractContextManager[None]],
    when_down: WhenDown,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Killed, frozen, refusing, read-only or full: declared, within half a second, logged once, and back to normal."""
    app = app_on(own_redis.uri, default="2 per minute", when_down=when_down)
    client = app.test_client()
    assert [200] == statuses(client, 1)
    with fault(own_redis):
        breaker = hardening_of(app).store._breaker
        breaker._shortest = breaker._longest = 30
        found = []
        for _ in range(4):
            began = time.monotonic()
            found += statuses(client, 1)
            assert time.monotonic() - began < 0.5
        assert DECLARED[when_down] == found
        if when_down == "allow":
            assert [503] == statuses(client, 1, "/a")
        assert 1 == sum("is down" in record.getMessage() for record in caplog.records)
    breaker._shortest = breaker._longest = 0.05
    breaker._retry_at = 0.0
    for _ in range(40):
        if statuses(client, 1, **come_from("192.0.2.78")) == [200] and not hardening_of(app).store.down:
            break
        time.sleep(0.05)
    assert not hardening_of(app).store.down


def test_a_store_that_was_never_there(caplog: pytest.LogCaptureFixture) -> None:
    """The app starts and limits each worker for itself."""
    with caplog.at_level(logging.ERROR, "flask_hardened"):
        client = app_on("redis://127.0.0.1:1/0", default="3 per minute").test_client()
        assert [200, 200, 200, 429] == statuses(client, 4)
        assert [503] == statuses(client, 1, "/a", **come_from("192.0.2.1"))
    assert 1 == sum("is down" in record.getMessage() for record in caplog.records)


def test_a_refusal_because_the_store_is_down_says_so() -> None:
    """503 with Retry-After: the client did nothing wrong."""
    client = app_on("redis://127.0.0.1:1/0", default=None).test_client()
    response = client.get("/a")
    assert 503 == response.status_code
    assert "This request cannot be counted right now, please try again later." == response.get_json()["error"]
    assert 1 <= int(response.headers["Retry-After"]) <= 60
