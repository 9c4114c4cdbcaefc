"""What each driver is told, so that it gives up in time and keeps its connections few."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from limits.storage import RedisStorage

from .turns import CrowdedError

TIMEOUT = 0.2
"""Seconds for connecting, and again for an answer."""
ANSWER = 0.3
"""Seconds for an answer of a single server: on a machine without a free processor it may well take 0.2."""
CONNECTIONS = 64
"""Per worker, in the driver's own pool."""
PREFIX = "HARDENED"
"""What the keys in Redis begin with."""

DRIVERS = {"redis": "redis", "valkey": "valkey", "memcached": "pymemcache", "mongodb": "pymongo"}
"""What a scheme begins with, and the package it needs."""

_TIMEOUTS = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
_OPTIONS: dict[str, dict[str, Any]] = {
    "redis+cluster": {**_TIMEOUTS, "key_prefix": PREFIX, "max_connections": CONNECTIONS},
    "redis+sentinel": {**_TIMEOUTS, "key_prefix": PREFIX, "sentinel_kwargs": _TIMEOUTS, "use_replicas": False},
    "memcached": {"timeout": TIMEOUT, "connect_timeout": TIMEOUT, "no_delay": True},
    "mongodb": {
        "serverSelectionTimeoutMS": int(TIMEOUT * 1000),
        "connectTimeoutMS": int(TIMEOUT * 1000),
        "socketTimeoutMS": int(TIMEOUT * 1000),
        "waitQueueTimeoutMS": int(TIMEOUT * 1000),
        "maxPoolSize": CONNECTIONS,
    },
}
_OPTIONS["valkey+cluster"], _OPTIONS["valkey+sentinel"] = _OPTIONS["redis+cluster"], _OPTIONS["redis+sentinel"]
_OPTIONS["mongodb+srv"] = _OPTIONS["mongodb"]

SINGLE_SERVERS = ("redis", "rediss", "redis+unix", "valkey", "valkeys", "valkey+unix")
"""Schemes that name one server; its driver keeps the timeouts, so that its calls need no other bound."""


def driver_options(scheme: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options for a storage of `limits`; what the app gives wins."""
    own = {"client_getter": _shared_client()} if scheme == "memcached" else {}
    return {**_OPTIONS.get(scheme, {}), **own, **given}


def _shared_client() -> Callable[..., Any]:
    """Return a maker of one Memcached client for all threads, where `limits` makes one for each and closes none."""

    @functools.cache
    def client(pymemcache: Any, hosts: tuple[Any, ...], **options: Any) -> Any:
        if len(hosts) == 1:
            return pymemcache.PooledClient(*hosts, max_pool_size=CONNECTIONS, **options)
        return pymemcache.HashClient(hosts, use_pooling=True, max_pool_size=CONNECTIONS, **options)

    return lambda pymemcache, hosts, **options: client(pymemcache, tuple(hosts), **options)


class Server(NamedTuple):
    """One Redis or Valkey server. Nothing is connected yet."""

    storage: RedisStorage
    """For the strategies of `limits`, through the driver's client."""
    connect: Callable[[], Any]
    """Makes one more connection of the driver."""
    refused: Callable[[str], BaseException]
    """Makes the driver's exception for an error that the server answers."""
    timeout: float
    """Seconds for an answer."""


def single_server(uri: str, given: Mapping[str, Any]) -> Server:
    """Return one Redis or Valkey server, with a bounded pool and without retries. Does not connect.

    A driver that tries again would double the wait, and might count a hit twice.

    :raises ValueError: for a URI that cannot be parsed.
    """
    name = "valkey" if uri.startswith("valkey") else "redis"
    driver: Any = importlib.import_module(name)
    backoff = importlib.import_module(f"{name}.backoff")
    retry = importlib.import_module(f"{name}.retry")
    options = {
        **_TIMEOUTS,
        "socket_timeout": ANSWER,
        "retry": retry.Retry(backoff.NoBackoff(), 0),
        "max_connections": CONNECTIONS,
        "protocol": 2,  # one trip less for each connection than RESP3, of which nothing is used here
        "timeout": TIMEOUT,  # to wait for a free connection
        **given,
    }
    kind = _patient_pool(driver.BlockingConnectionPool, driver.ConnectionError)
    pool = kind.from_url(uri.replace(f"{name}+unix://", "unix://"), **options)
    storage = RedisStorage(uri, connection_pool=pool, key_prefix=PREFIX)
    given_to_each = pool.connection_kwargs
    return Server(
        storage,
        lambda: pool.connection_class(**given_to_each),
        driver.ResponseError,
        float(given_to_each["socket_timeout"]),
    )


def _patient_pool(pool: Any, failure: type[Exception]) -> Any:
    """Return a kind of pool that does not take a crowd of our own threads for a server that is down."""

    class PatientPool(pool):  # type: ignore[misc]
        def get_connection(self, *arguments: Any, **options: Any) -> Any:
            try:
                return super().get_connection(*arguments, **options)
            except failure as error:
                if "No connection available" in str(error):
                    raise CrowdedError(str(error)) from None
                raise

    return PatientPool
