"""What is left of the store's URI."""

from __future__ import annotations

import ssl
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.collectors.store import store_facts
from flask_hardened.storage import StorageOptions


@pytest.mark.parametrize(
    ("uri", "channel"),
    [
        (None, "local"),
        ("memory://", "local"),
        ("sqlite:////srv/app.db", "local"),
        ("redis://", "local"),
        ("redis+unix:///run/redis.sock", "local"),
        ("memcached:///run/memcached.sock", "local"),
        ("memcached://127.0.0.1:11211,localhost:11211", "local"),
        ("memcached://127.0.0.1:11211,192.0.2.7:11211", "plain"),
        ("redis://:p/a@ss@localhost:6379/0", "local"),
        ("redis://:localhost@store", "plain"),
        ("redis+sentinel://a:26379,b:26379/main", "plain"),
        ("redis+cluster://a:7000?ssl=true", "encrypted"),
        ("redis+cluster://a:7000?ssl=false", "plain"),
        ("valkeys://store", "encrypted"),
        ("rediss://store?ssl_cert_reqs=none", "unverified"),
        ("rediss://store?ssl_cert_reqs=required", "encrypted"),
        ("mongodb://a,b/app?tls=true", "encrypted"),
        ("mongodb+srv://cluster.example/app?tlsInsecure=true", "unverified"),
    ],
)
def test_how_the_store_is_reached(uri: str | None, channel: str) -> None:
    """Each host counts, and a password that looks like one does not."""
    assert channel == store_facts(StorageOptions(uri=uri)).channel


@pytest.mark.parametrize(
    ("options", "channel"),
    [({"ssl": True}, "encrypted"), ({"ssl": True, "ssl_cert_reqs": ssl.CERT_NONE}, "unverified"),
     ({"ssl": True, "ssl_cert_reqs": None}, "unverified"), ({"tls_context": object()}, "encrypted"), ({}, "plain")],
)  # fmt: skip
def test_the_options_of_the_driver_are_read_too(options: dict[str, Any], channel: str) -> None:
    """What the URI does not say."""
    assert channel == store_facts(StorageOptions(uri="redis+cluster://store:7000", options=options)).channel


def test_only_memory_is_not_shared() -> None:
    """Without the feature each worker has its own; the default is a file."""
    assert (False, False) == (store_facts(None).shared, store_facts(StorageOptions(uri="memory://")).shared)
    assert (True, "sqlite") == (store_facts(StorageOptions()).shared, store_facts(StorageOptions()).scheme)


@given(password=st.text(st.sampled_from("bcdfghjkmnpqrstvwxyz/@:?%#"), min_size=6).map(lambda text: f"Q7{text}"))
def test_no_password_survives(password: str) -> None:
    """Nothing but facts is left, however the URI is cut."""
    facts = store_facts(StorageOptions(uri=f"rediss://user:{password}@store", options={"password": password}))
    assert "Q7" not in repr(facts)
    assert facts.written_password
