"""From a URI to a store."""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from limits.errors import ConfigurationError as LimitsConfigurationError
from limits.storage import (  # type: ignore[attr-defined] # where SCHEMES is defined differs from version to version
    SCHEMES,
    RedisStorage,
    Storage,
    storage_from_string,
)

from ..errors import ConfigurationError, Problem, did_you_mean
from .backend import Backend
from .breaker import StoreChange, log_change
from .deadline import DeadlineBackend
from .drivers import DRIVERS, SINGLE_SERVERS, driver_options, single_server
from .limits_backend import LimitsBackend
from .masking import masker
from .memory import MemoryBackend
from .options import StorageOptions
from .redis_backend import RedisBackend, failures_of
from .redis_client import Client
from .redis_links import Links
from .sqlite import SqliteStorage
from .sqlite_backend import SqliteBackend
from .sqlite_file import SETTING
from .store import Store

DEFAULT_FILE = "sqlite:///hardened.db"


def open_store(
    options: StorageOptions | str | None,
    *,
    instance_path: str,
    app_key: bytes,
    transient: bool = False,
    on_change: Callable[[StoreChange], None] = log_change,
    clock: Callable[[], float] = time.time,
) -> Store:
    """Return the store that the options name. Nothing connects before the first use, or :meth:`Store.check`.

    :param options: the options, or just a URI; None for all defaults.
    :param instance_path: where the default file and relative paths are; created when it is missing.
    :param app_key: tells apps apart that share a store. It has to outlive a rotation of ``SECRET_KEY``: with another
        key, what was revoked is not found any more.
    :param transient: the app is debugging or testing, so the default is the memory of this process.
    :param on_change: called when the store goes down and when it is back; default: log it.
    :param clock: returns seconds since 1970; for tests.
    :raises ConfigurationError: for a URI that makes no sense, a package that is missing, and a directory that others
        can write to. A server that does not answer is no fault of the configuration: the store is down then.
    """
    chosen = StorageOptions(uri=options) if isinstance(options, str) else options or StorageOptions()
    uri = chosen.uri or ("memory://" if transient else DEFAULT_FILE)
    scheme = uri.partition("://")[0]
    _check_scheme(scheme)
    try:
        backend = _backend(scheme, uri, chosen, instance_path, clock)
    except (ValueError, TypeError, LimitsConfigurationError) as error:
        fault = masker(uri, chosen.options)(f"the driver refuses it: {error}.")
        raise ConfigurationError([Problem(SETTING, fault, "Mend the URI or the options.")]) from None
    return Store(
        uri,
        backend,
        app_key,
        options=chosen.options,
        shared=scheme != "memory",
        max_keys=chosen.max_keys,
        on_change=on_change,
        clock=clock,
    )


def _check_scheme(scheme: str) -> None:
    known = sorted(name for name in SCHEMES if not name.startswith("async+"))
    if scheme not in known:
        # the scheme of something that is no URI may be anything, so it is not quoted
        fault = f"there is no store of the kind {scheme!r}." if scheme.replace("+", "").isalpha() else "it is no URI."
        raise ConfigurationError([Problem(SETTING, fault, did_you_mean(scheme, known))])
    package = next((package for start, package in DRIVERS.items() if scheme.startswith(start)), None)
    if package and importlib.util.find_spec(package) is None:
        fault = f"{scheme}:// needs the package {package}, which is not installed."
        raise ConfigurationError([Problem(SETTING, fault, f"Run: pip install {package}")])


def _backend(scheme: str, uri: str, chosen: StorageOptions, instance_path: str, clock: Callable[[], float]) -> Backend:
    if scheme == "memory":
        return MemoryBackend(max_keys=chosen.max_keys, clock=clock)
    if scheme == "sqlite":
        return SqliteBackend(SqliteStorage(uri, instance_path=instance_path, clock=clock, **chosen.options))
    if scheme in SINGLE_SERVERS:
        return _single(uri, chosen.options, clock)
    return DeadlineBackend(lambda: _made(uri, driver_options(scheme, chosen.options), clock))


def _single(uri: str, options: Mapping[str, Any], clock: Callable[[], float]) -> Backend:
    server = single_server(uri, options)
    links = Links(server.connect, server.refused, failures_of(server.storage), server.timeout)
    return RedisBackend(server.storage, links, clock=clock)


def _made(uri: str, options: Mapping[str, Any], clock: Callable[[], float]) -> Backend:
    storage = cast("Storage", storage_from_string(uri, **options))
    if isinstance(storage, RedisStorage):
        exceptions: Any = importlib.import_module(f"{storage.target_server}.exceptions")
        return RedisBackend(storage, Client(storage.get_connection(), exceptions.NoScriptError), clock=clock)
    return LimitsBackend(storage, clock=clock)
