"""Where the content of sessions is kept on the server: beside the counters, in the one store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ....storage import Namespace, Store
from .kept import Content, Kept
from .memory import MemoryContent
from .redis import RedisContent
from .sqlite import SqliteContent

T = TypeVar("T")

__all__ = ["Content", "GuardedContent", "Kept", "content_of"]


def content_of(store: Store) -> Content | None:
    """Return what keeps content in the app's store; None for a store that cannot."""
    backend = store.backend
    for kind in (MemoryContent, SqliteContent, RedisContent):
        made = kind.of(backend)
        if made is not None:
            return made
    return None


class GuardedContent:
    """Content behind the circuit breaker of the store: nothing waits for a store that is known to be down.

    Every method raises :class:`~flask_hardened.storage.StoreDownError` when it is.
    """

    def __init__(self, content: Content, namespace: Namespace) -> None:
        self._content = content
        self._namespace = namespace

    def read(self, family: str) -> Kept | None:
        """Return what is kept for a session."""
        return self._call(self._content.read, self._key(family))

    def write(self, family: str, text: bytes, version: int, ttl: float) -> bool:
        """Keep the content in place of a version; 0: there is none yet. False if another one is there by now."""
        return self._call(self._content.write, self._key(family), text, version, ttl)

    def remove(self, family: str) -> None:
        """Forget the content."""
        self._call(self._content.remove, self._key(family))

    def _key(self, family: str) -> str:
        return self._namespace.key_of("content", family)

    def _call(self, method: Callable[..., T], *arguments: object) -> T:
        return self._namespace.call(method, *arguments)
