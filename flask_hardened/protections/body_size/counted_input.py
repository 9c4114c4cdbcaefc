"""A request body of unknown length, counted while it is read."""

from __future__ import annotations

import io
from typing import Any

from werkzeug.exceptions import RequestEntityTooLarge


class CountedInput(io.RawIOBase):
    """Stands in for ``wsgi.input`` when a body comes in chunks; raises 413 beyond the limit and never cuts short.

    :param stream: the server's stream.
    :param limit: bytes; None is no limit. May be changed until the first read.
    """

    def __init__(self, stream: Any, limit: int | None) -> None:
        self._stream = stream
        self.limit = limit
        self._read = 0

    def readable(self) -> bool:
        """Say yes: io.RawIOBase asks."""
        return True

    def _allow(self, size: int | None) -> int:
        """Return how much to ask the server for: one byte more than may come, so that too much is noticed."""
        if self.limit is None:
            return -1 if size is None else size
        room = self.limit - self._read + 1
        return room if size is None or size < 0 else min(size, room)

    def _count(self, data: bytes) -> bytes:
        """Count what came; at exactly the limit look for one byte more, as the reader may not ask for it."""
        self._read += len(data)
        if self.limit is None or self._read < self.limit:
            return data
        if self._read > self.limit or self._stream.read(1):
            self._read = self.limit + 1
            raise RequestEntityTooLarge
        return data

    def read(self, size: int | None = -1) -> bytes:
        """Read up to `size` bytes, everything by default.

        :raises RequestEntityTooLarge: when more than the limit has come.
        """
        if size is not None and size >= 0:
            return self._count(self._stream.read(self._allow(size)))
        pieces = []
        while piece := self._count(self._stream.read(self._allow(64 * 1024))):
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1) -> bytes:
        """Read a line of up to `size` bytes.

        :raises RequestEntityTooLarge: when more than the limit has come.
        """
        return self._count(self._stream.readline(self._allow(size)))

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer` and return how many bytes came.

        :raises RequestEntityTooLarge: when more than the limit has come.
        """
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
