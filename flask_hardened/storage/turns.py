"""Turns: how the threads of one process share a connection, and are not taken for a store that is down.

A thread that waits here waits for other threads, not for the store. So this wait is nobody's fault: it may last for as
long as the others get on, and the store is quick. Only if nothing moves, or the store makes everybody wait, it ends
after `PATIENCE`, with :class:`CrowdedError`: this one request gets what its use declares, and the store is not down.
Whoever finds that the store *is* down says so to all who wait, with :meth:`Turns.fail`.

Who has a turn does the work of those that wait along with its own, so that a crowd costs hardly more than one.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

PATIENCE = 0.42
"""Seconds to wait for other threads while nothing moves, or while the store is slow."""
SLOW = 0.05
"""Seconds of waiting for the store itself from which on it counts as slow."""
_LEAST = 0.05
_PAUSE = 0.1
_LONGEST = 10.0
_TAKEN_ALONG = 64


class CrowdedError(Exception):
    """Too many threads of this process wait for the store. The store itself may be well."""


class Waiter:
    """A thread that waits for its turn, or for another one to do its work.

    :param work: what another thread may do for it, in its own turn; None if it wants a turn itself.
    """

    __slots__ = ("_woken", "began", "done", "error", "has_turn", "result", "work")

    def __init__(self, work: Any) -> None:
        self.work = work
        self.began = time.monotonic()
        self.done = False
        """Its work was done by another thread."""
        self.result: Any = None
        self.error: BaseException | None = None
        self.has_turn = False
        self._woken = threading.Lock()
        self._woken.acquire()

    def wait(self, seconds: float) -> bool:
        """Return whether it was woken within that time."""
        return self._woken.acquire(timeout=seconds)

    def wake(self) -> None:
        """Let the thread go on."""
        self._woken.release()


class Turns:
    """First come, first served.

    :param places: how many threads may have a turn at the same time.
    """

    def __init__(self, places: int = 1) -> None:
        self._mutex = threading.Lock()
        self._free = places
        self._queue: deque[Waiter] = deque()
        self._moved = 0.0
        self._slow = -PATIENCE

    def enter(self, work: Any = None) -> Waiter | None:
        """Begin a turn, which :meth:`leave` ends, unless another thread has done the work meanwhile.

        :param work: whatever :meth:`take_along` gives to the others; None to have a turn in any case.
        :return: None if nobody had to be waited for. If it says `done`, this thread has no turn.
        :raises CrowdedError: as the module says.
        """
        with self._mutex:
            if self._free:
                self._free -= 1
                return None
            waiter = Waiter(work)
            if not self._queue:
                self._moved = waiter.began
            self._queue.append(waiter)
        try:
            self._wait(waiter)
        except BaseException:  # an exception from outside, too, as gevent's timeouts are
            self._withdraw(waiter)
            raise
        if waiter.error is not None:
            raise waiter.error
        return waiter

    def leave(self) -> None:
        """End this thread's turn; the next one begins."""
        with self._mutex:
            if self._queue:
                self._moved = time.monotonic()
                waiter = self._queue.popleft()
                waiter.has_turn = True
                waiter.wake()
            else:
                self._free += 1

    def take_along(self) -> list[Waiter]:
        """Return those who wait for their work only, up to the first who wants a turn. They wait for :meth:`done`."""
        if not self._queue:
            return []
        taken: list[Waiter] = []
        with self._mutex:
            while self._queue and self._queue[0].work is not None and len(taken) < _TAKEN_ALONG:
                taken.append(self._queue.popleft())
        return taken

    def done(self, taken: list[Waiter], error: Callable[[], BaseException] | None = None) -> None:
        """Tell those that were taken along that their work is done, or has failed.

        :param error: makes the exception for each of them: one must not be raised in several threads.
        """
        for waiter in taken:
            waiter.done = True
            if error is not None:
                waiter.error = error()
            waiter.wake()

    def fail(self, error: Callable[[], BaseException]) -> None:
        """Tell everybody who waits that the store is down, which this thread has just found out."""
        with self._mutex:
            waiting = list(self._queue)
            self._queue.clear()
        self.done(waiting, error)

    def waited(self, seconds: float) -> None:
        """Say how long a turn has waited for the store itself."""
        if seconds >= SLOW:
            self._slow = time.monotonic()

    def left(self, waiter: Waiter | None, seconds: float) -> float:
        """Return how long a turn may wait for the store: so many seconds, less if the store was waited for before."""
        if waiter is None:
            return seconds
        now = time.monotonic()
        if now - self._slow > PATIENCE:
            return seconds
        return min(seconds, max(PATIENCE - (now - waiter.began), _LEAST))

    def _wait(self, waiter: Waiter) -> None:
        patience = PATIENCE
        while not waiter.wait(patience):
            now = time.monotonic()
            if now - self._moved >= PATIENCE or now - self._slow < PATIENCE or now - waiter.began > _LONGEST:
                raise CrowdedError("other threads of this process wait for the store as well")
            patience = _PAUSE

    def _withdraw(self, waiter: Waiter) -> None:
        with self._mutex:
            if waiter in self._queue:
                self._queue.remove(waiter)
        if waiter.has_turn:  # it came in this very moment
            self.leave()
