"""Subject: the app under test, and how it is asked."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import IO, Any
from unittest.mock import patch
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.test import run_wsgi_app

from ..events import security_event
from ..hardening import Hardening
from .answer import Answer
from .interception import PASSAGE, Instead, Passage, intercepted
from .signed_in import SIGNED_IN, PlansSignedIn

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
_AS_SERVED = {"PROPAGATE_EXCEPTIONS": False, "TRAP_HTTP_EXCEPTIONS": False, "TRAP_BAD_REQUEST_ERRORS": False}
"""What debugging and testing change, as it is in production."""

_READ_AT_MOST = 1 << 20
"""Bytes of an answer."""
_LONG = 400 * 86_400
"""Seconds; longer than the window of any limit."""


class Subject:
    """The app under test.

    What is set for the tests is set during each request only: the app may be the one that other tests use.

    :param host: a host that the app answers to.
    :param runs_views: whether views of public GET routes may run.
    """

    def __init__(self, app: Flask, hardening: Hardening, *, host: str, runs_views: bool) -> None:
        self.app = app
        self.hardening = hardening
        self.host = host
        self.runs_views = runs_views
        self._requests = count(1)
        self._asked = 0
        if not hardening.started:
            hardening.keep_in_memory(self._now)

    def _now(self) -> float:
        """Be the clock of the store: each request comes long after the one before, so that no limit is used up."""
        return time.time() + self._asked * _LONG

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: str = "",
        headers: Mapping[str, str] | None = None,
        body: bytes | IO[bytes] = b"",
        length: int | None = None,
        instead: Instead = Instead.STOP,
        signed_in: bool = False,
        host: str | None = None,
    ) -> Answer:
        """Send one request through everything that is around the app, over HTTPS, as a new client.

        :param path: percent-encoded.
        :param body: a file is sent in chunks, without a declared length.
        :param length: the declared length, where it is not that of the body.
        :param signed_in: as if it came from somebody who may use the route.
        """
        environ, passage = self._environ(method, path, query, host or self.host), Passage(instead)
        environ[PASSAGE], environ[SIGNED_IN] = passage, signed_in
        if isinstance(body, bytes):
            environ["wsgi.input"] = io.BytesIO(body)
            if length is not None or body or method not in ("GET", "HEAD", "TRACE"):
                environ["CONTENT_LENGTH"] = str(len(body) if length is None else length)
        else:
            environ |= {"wsgi.input": body, "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
        for name, value in (headers or {}).items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        with self._as_served():
            return self._send(environ, passage)

    def _send(self, environ: dict[str, Any], passage: Passage) -> Answer:
        events: list[Mapping[str, Any]] = []

        def receive(sender: object, event: Mapping[str, Any]) -> None:
            events.append(event)

        leaving: tuple[tuple[str, str], ...]
        crashed: str | None = None
        with security_event.connected_to(receive, self.app):
            try:
                body, status, headers = run_wsgi_app(self.app, environ)
                sent, leaving = _read(body, headers.get("Content-Type", "")), tuple(headers)
            except Exception as error:  # noqa: BLE001 - a server would answer 500, with nothing
                sent, status, leaving, crashed = b"", "500", (), type(error).__name__
        return Answer(
            status=int(status[:3]),
            headers=leaving,
            body=sent,
            reached=passage.reached,
            read=passage.read,
            events=tuple(events),
            crashed=crashed,
        )

    @contextmanager
    def _as_served(self) -> Iterator[None]:
        """Have errors answered as in production, and the views kept from running."""
        app, hardening = self.app, self.hardening
        with patch.dict(app.config, {**_AS_SERVED, "DEBUG": False}):
            if not hardening.started:
                hardening.start()
            with (
                intercepted(app),
                patch.object(hardening, "propagates", new=False),
                patch.object(hardening, "plans", PlansSignedIn(hardening.plans)),
            ):
                yield

    def _environ(self, method: str, path: str, query: str, host: str) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REQUEST_URI": f"{path}?{query}" if query else path,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self._address(),
            "HTTP_HOST": host,
            "HTTP_ACCEPT": BROWSER,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def _address(self) -> str:
        """Return an address of a network that has not asked yet, of those for documentation (RFC 3849)."""
        self._asked = number = next(self._requests)
        return f"2001:db8:{number >> 16 & 0xFFFF:x}:{number & 0xFFFF:x}::1"


def _read(body: Iterable[bytes], content_type: str) -> bytes:
    """Return what an answer says, as far as it has an end: a stream of events is not waited for."""
    sent = b""
    try:
        if not content_type.startswith("text/event-stream"):
            for chunk in body:
                sent += chunk
                if len(sent) > _READ_AT_MOST:
                    break
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
    return sent
