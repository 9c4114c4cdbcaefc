"""The one store of an app."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from limits.storage import Storage

from .backend import Backend
from .breaker import Breaker, StoreChange, log_change
from .keys import Keys
from .masking import masked_uri, masker
from .memory import MemoryBackend
from .namespace import Namespace
from .turns import CrowdedError
from .use import Use


class Store:
    """Counters and expiring values that the workers of an app share. Made by :func:`open_store`.

    :param uri: the URI, with its secrets.
    :param options: the options of the driver, with theirs.
    :param backend: what keeps everything.
    :param app_key: what keys are hashed with; see :func:`open_store`.
    :param shared: whether other processes see the same.
    :param max_keys: how much is kept in memory for uses that are ``local`` while the store is down.
    :param on_change: called when the store goes down and when it is back; default: log it.
    :param clock: returns seconds since 1970.
    """

    def __init__(
        self,
        uri: str,
        backend: Backend,
        app_key: bytes,
        *,
        options: Mapping[str, Any] | None = None,
        shared: bool = True,
        max_keys: int = 100_000,
        on_change: Callable[[StoreChange], None] = log_change,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.name = masked_uri(uri)
        """The URI, fit for messages."""
        self.shared = shared
        """Whether other workers see what this one counts; False for ``memory://``."""
        self._backend = backend
        self._app_key = app_key
        self._breaker = Breaker(self.name, on_change=on_change)
        self._local = MemoryBackend(max_keys=max_keys, clock=clock) if backend.failures else backend
        self._masked = masker(uri, options or {})
        self._namespaces: dict[str, Namespace] = {}

    def namespace(self, use: Use) -> Namespace:
        """Return the part of the store for a use; the same one for the same use.

        :raises ValueError: if the name is taken by a use that declares something else.
        """
        known = self._namespaces.get(use.name)
        if known is None:
            keys = Keys(self._app_key, use.name)
            known = self._namespaces[use.name] = Namespace(
                use, self._backend, self._breaker, self._local, keys, masked=self._masked
            )
        if known.use != use:
            raise ValueError(
                f"The store is used for {use.name!r} already, with {known.use.when_down!r} when it is down."
            )
        return known

    @property
    def down(self) -> bool:
        """Whether the store failed when it was last tried."""
        return not self._breaker.closed

    @property
    def backend(self) -> Backend:
        """What keeps everything; for rooms that keep more than counters there, through :meth:`Namespace.call`."""
        return self._backend

    @property
    def storage(self) -> Storage:
        """The same store for `limits` and Flask-Limiter; calls to it are not guarded against a store that is down."""
        return self._backend.storage

    def check(self) -> bool:
        """Write to the store now, to find out at start whether it works; what it says is logged as any change."""
        try:
            self._backend.probe()
        except CrowdedError:
            return not self.down
        except self._backend.failures as error:
            self._breaker.failed(self._masked(f"{type(error).__name__}: {error}"))
            return False
        self._breaker.succeeded()
        return True

    def close(self) -> None:
        """Close the connections; the next use opens them again."""
        self._backend.close()
