"""A bound on calls into drivers that do not keep one themselves: name lookups, retries, elections of a new primary."""

from __future__ import annotations

import concurrent.futures
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from limits.storage import Storage

from .backend import Backend
from .forking import renew_after_fork
from .patience import Patience
from .turns import CrowdedError
from .windows import Verdict, Windows

T = TypeVar("T")
_THREADS = 16


class DeadlineBackend:
    """A backend whose every call ends in time, made at the first use.

    The calls run in threads of their own, which costs some 50 microseconds each. One that overruns is given up, and
    its thread is free again when the driver's own timeouts end it.

    :param make: makes the backend; may talk to the store. Called again in a forked worker.
    :param seconds: after which a call raises :class:`TimeoutError`.
    """

    failures: tuple[type[BaseException], ...] = (Exception,)

    def __init__(self, make: Callable[[], Backend], seconds: float = 0.4) -> None:
        self._make = make
        self._seconds = seconds
        self._patience = Patience()
        self.after_fork()
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Leave the threads and connections to the parent."""
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._backend: Backend | None = None
        self._threads: concurrent.futures.ThreadPoolExecutor | None = None

    @property
    def storage(self) -> Storage:
        return self._within(lambda: self._made().storage)

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        return self._within(lambda: self._made().hit(key, windows, cost))

    def hit_and_read(self, key: str, windows: Windows, keys: Sequence[str]) -> tuple[Verdict, list[int | None]]:
        return self._within(lambda: self._made().hit_and_read(key, windows, keys))

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        self._within(lambda: self._made().refund(key, windows, receipt, cost))

    def clear(self, key: str, windows: Windows) -> None:
        self._within(lambda: self._made().clear(key, windows))

    def put(self, key: str, value: int, ttl: float) -> None:
        self._within(lambda: self._made().put(key, value, ttl))

    def claim(self, key: str, ttl: float) -> bool:
        return self._within(lambda: self._made().claim(key, ttl))

    def advance(self, key: str, ttl: float) -> int:
        return self._within(lambda: self._made().advance(key, ttl))

    def read(self, keys: Sequence[str]) -> list[int | None]:
        return self._within(lambda: self._made().read(keys))

    def remove(self, keys: Sequence[str]) -> None:
        self._within(lambda: self._made().remove(keys))

    def probe(self) -> None:
        self._within(lambda: self._made().probe())

    def close(self) -> None:
        threads, self._threads = self._threads, None
        backend, self._backend = self._backend, None
        if threads is not None:
            threads.shutdown(wait=False, cancel_futures=True)
        if backend is not None:
            backend.close()

    def _made(self) -> Backend:
        backend = self._backend
        if backend is None:
            with self._making:  # by one thread: asking a cluster what it looks like takes a while
                backend = self._backend
                if backend is None:
                    backend = self._backend = self._make()
        return backend

    def _within(self, call: Callable[[], T]) -> T:
        began: list[float] = []

        def timed() -> T:
            began.append(time.monotonic())
            return call()

        with self._lock:
            if self._threads is None:
                self._threads = concurrent.futures.ThreadPoolExecutor(_THREADS, "hardened-store")
            future: concurrent.futures.Future[Any] = self._threads.submit(timed)
        seconds = self._patience.left(self._seconds)
        try:
            done: T = future.result(seconds)
        except concurrent.futures.TimeoutError:
            if future.cancel():  # it waited for a thread, and not for the store
                raise CrowdedError("other threads of this process wait for the store as well") from None
            raise TimeoutError(f"no answer within {seconds:.2f} s") from None
        self._patience.waited(time.monotonic() - began[0])
        return done
