"""Content in the memory of one process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from ....storage.backend import Backend
from ....storage.forking import renew_after_fork
from ....storage.memory import MemoryBackend
from .kept import Kept

_MOST = 10_000


class MemoryContent:
    """At most 10,000 sessions; the one that was written longest ago makes room. For development and tests."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[Kept, float]] = OrderedDict()
        self.after_fork()
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Replace the lock."""
        self._lock = threading.Lock()

    @classmethod
    def of(cls, backend: Backend) -> MemoryContent | None:
        """Return one for a store in memory."""
        return cls() if isinstance(backend, MemoryBackend) else None

    def read(self, key: str) -> Kept | None:
        found = self._kept.get(key)
        return found[0] if found is not None and found[1] > time.time() else None

    def write(self, key: str, text: bytes, version: int, ttl: float) -> bool:
        with self._lock:
            found = self.read(key)
            if (found.version if found else 0) != version:
                return False
            self._kept[key] = (Kept(text, version + 1), time.time() + ttl)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return True

    def remove(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)
