"""Drivers that do not give up in time are given up on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from flask_hardened.storage import Store, Windows
from flask_hardened.storage.deadline import DeadlineBackend
from flask_hardened.storage.memory import MemoryBackend
from tests.storage.servers import Server


def test_a_driver_that_hangs_is_given_up() -> None:
    """The caller gets a TimeoutError in time, whatever the driver waits for; then it works again."""
    release = threading.Event()

    def make() -> MemoryBackend:
        release.wait(10)
        return MemoryBackend()

    backend = DeadlineBackend(make, seconds=0.1)
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        backend.probe()
    assert time.monotonic() - began < 0.4
    release.set()
    time.sleep(0.05)
    assert backend.hit("key", Windows.parse("1 per hour")).allowed
    backend.close()
    backend.probe()
    backend.close()


def test_a_frozen_memcached_costs_no_more_than_half_a_second(
    opened: Callable[..., Store], memcached_server: Server
) -> None:
    """Frozen, and again when it goes on."""
    store = opened(f"memcached://127.0.0.1:{memcached_server.port}")
    assert store.check()
    memcached_server.freeze()
    try:
        began = time.monotonic()
        assert not store.check()
        assert time.monotonic() - began < 0.5
    finally:
        memcached_server.thaw()
    assert store.check()
