"""Slots: how many passwords a worker hashes at a time, so that its other threads go on serving."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class BusyError(Exception):
    """As many passwords as may be are being hashed, and as many wait."""


class Slots:
    """The hashing of one worker.

    With `threads` threads at most ``threads - 1`` hash or wait, so that one is left for everybody else. Half of them,
    and no more than there are processors, hash.

    :param threads: how many requests the worker handles at a time.
    :param patience: how long, in seconds, a password waits for its turn.
    """

    def __init__(self, threads: int, patience: float) -> None:
        self.hashing = max(1, min(threads // 2, os.cpu_count() or 1))
        self.waiting = max(0, threads - 1 - self.hashing)
        self._patience = patience
        self._free = self.hashing
        self._queued = 0
        self._told_until = 0.0
        self._change = threading.Condition()

    @contextmanager
    def one(self, *, forever: bool = False) -> Iterator[None]:
        """Hold a slot.

        :param forever: wait as long as it takes, for a command line.
        :raises BusyError: if there is no room to wait, or none became free in time.
        """
        self._take(forever)
        try:
            yield
        finally:
            with self._change:
                self._free += 1
                self._change.notify()

    def _take(self, forever: bool) -> None:
        with self._change:
            if not self._free:
                if self._queued >= self.waiting and not forever:
                    raise BusyError
                self._queued += 1
                try:
                    if not self._change.wait_for(lambda: self._free > 0, None if forever else self._patience):
                        raise BusyError
                finally:
                    self._queued -= 1
            self._free -= 1

    def tell(self, seconds: float) -> bool:
        """Tell whether it is time to report again that there was no room; True once in so many seconds."""
        with self._change:
            now = time.monotonic()
            if now < self._told_until:
                return False
            self._told_until = now + seconds
            return True
