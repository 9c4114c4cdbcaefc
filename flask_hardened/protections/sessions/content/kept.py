"""What every place for content can do."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Kept(NamedTuple):
    """The content of a session."""

    text: bytes
    version: int
    """Grows by one with each write."""


class Content(Protocol):
    """Texts that expire, written only in place of the version that the writer has read (compare and swap)."""

    def read(self, key: str) -> Kept | None:
        """Return what is kept."""

    def write(self, key: str, text: bytes, version: int, ttl: float) -> bool:
        """Keep `text` for `ttl` seconds if `version` is what is there, 0 for nothing; tell whether it was."""

    def remove(self, key: str) -> None:
        """Forget it."""
