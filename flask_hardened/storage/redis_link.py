"""One connection to a Redis or Valkey server, which knows how long it has waited for the server, and for it alone.

The driver makes the connection, with all it knows about TLS, passwords and databases. What is said on it, a few short
commands, is said here: it takes a quarter of the time that the driver's layers take.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from .resp import IncompleteError, parsed

SLICE = 0.02
"""Seconds of one wait. Only waits that end with nothing to read count: a thread that was not scheduled, or waited for
the interpreter's lock, finds its answer there and has not waited for the server."""


class Link:
    """A connection; for one thread at a time.

    :param connection: of the driver, not connected yet.
    """

    def __init__(self, connection: Any) -> None:
        self.waited = 0.0
        """Seconds that the last question has waited for the server, to within :data:`SLICE`."""
        self._connection = connection
        self._socket: socket.socket | None = None
        self._unasked: Callable[[], object] = bool

    def ask(self, question: bytes, replies: int, seconds: float) -> list[Any]:
        """Send commands, and return as many replies as they have.

        :param seconds: to wait for the answer.
        :raises OSError: if there is none; :class:`TimeoutError` if there is none yet. The connection is closed then.
        """
        self.waited = 0.0
        try:
            link = self._opened()
            link.sendall(question)
            return self._answer(link, replies, seconds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close it; the next question opens it again."""
        self._socket = None
        self._connection.disconnect()

    def _opened(self) -> socket.socket:
        link = self._socket
        if link is not None:
            if not self._unasked():
                return link
            self.close()  # something to read before anything was asked: the server has closed the connection
        self._connection.connect()  # within the driver's timeouts; how long it took says more about us than about it
        self._socket = link = cast("socket.socket", self._connection._sock)  # noqa: SLF001 - there is no door for it
        link.settimeout(SLICE)
        self._unasked = _readable(link)
        return link

    def _answer(self, link: socket.socket, replies: int, seconds: float) -> list[Any]:
        data = b""
        while True:
            began = time.monotonic()
            try:
                more = link.recv(65536)
            except TimeoutError:  # socket.timeout, of Python 3.10 on
                # somewhat more if it took longer; but a thread that was not scheduled has not waited for the server
                self.waited += min(max(time.monotonic() - began, SLICE), 2 * SLICE)
                if self.waited >= seconds:
                    raise TimeoutError("no answer in time") from None
                continue
            if not more:
                raise ConnectionResetError("the server has closed the connection")
            data += more
            try:
                return _replies(data, replies)
            except IncompleteError:
                continue
            except ValueError as error:
                raise ConnectionAbortedError(f"what answers does not speak RESP: {error}") from error


def _readable(link: socket.socket) -> Callable[[], object]:
    """Return a function that tells at once whether there is something to read."""
    if not hasattr(select, "poll"):
        return lambda: select.select([link], [], [], 0)[0]
    poll = select.poll()
    poll.register(link, select.POLLIN)
    return partial(poll.poll, 0)


def _replies(data: bytes, count: int) -> list[Any]:
    found, at = [], 0
    for _ in range(count):
        reply, at = parsed(data, at)
        found.append(reply)
    return found
