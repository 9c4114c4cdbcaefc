"""Security events: OWASP's vocabulary, one masked JSON line each, and a signal to subscribe to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import field
from datetime import datetime, timezone
from inspect import iscoroutinefunction
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from blinker import Namespace
from flask import Flask, has_request_context, request

from .errors import Problem
from .event_line import Plainer, encode, line_of, shorten, type_name
from .event_masking import MASK, Masking
from .event_names import VOCABULARY, Level
from .event_sinks import LoggerSink, write_stderr
from .options import Options, options

if TYPE_CHECKING:
    from .exchange import Exchange

security_event = Namespace().signal("security-event")
"""Sent for each event, after it was written: sender is the app, ``event`` a dict of the receiver's own.

A receiver that raises stops neither the request nor the other receivers.
"""

_EXCHANGE = "flask_hardened.exchange"
_MOST_NAMES = 256
_MOST_FIELDS = 100
_delivering: ContextVar[bool] = ContextVar("flask_hardened_delivering", default=False)

CORE = {
    "datetime": 40,
    "appid": 128,
    "event": 128,
    "level": 32,
    "description": 640,
    "request_id": 80,
    "source_ip": 64,
    "host": 160,
    "protocol": 32,
    "request_uri": 512,
    "request_method": 32,
    "useragent": 256,
}
"""The members of every event, in order, and how many bytes of JSON each may take. The last seven: during a request."""


@options
class EventsOptions(Options):
    """Where security events go."""

    logger: str | Callable[..., Any] = "flask_hardened.events"
    """The name of a logger, or a function that is called with each event as a dict and as a line."""
    signal: bool = True
    """Whether the signal :data:`security_event` is sent."""
    mask: Sequence[str] = ()
    """Names whose values are masked, besides the built-in ones; matched in any spelling, also as a part of a name."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Constant members of every event, such as ``{"region": "eu-1"}``."""

    def faults(self) -> Iterator[Problem]:
        """Yield names that cannot be masked, and constant fields that would be masked or are taken."""
        if self.logger == "":
            yield self.problem("logger", "it is empty.", 'Name a logger, for instance "flask_hardened.events".')
        for name in self.mask:
            if not any(character.isascii() and character.isalnum() for character in name):
                yield self.problem("mask", f"{name!r} names nothing.", "Give names with ASCII letters or digits.")
        masking = Masking(self.mask)
        for name in self.fields:
            if name in CORE:
                yield self.problem("fields", f"{name!r} is a member of every event.", "Choose another name.")
            elif masking.hides(name):
                yield self.problem("fields", f"{name!r} looks like a secret and is masked.", "Choose another name.")


class EventLog:
    """Writes, counts and signals the security events of one app.

    :param options: None when events are off; then :meth:`emit` does nothing.
    """

    def __init__(self, app: Flask, options: EventsOptions | None) -> None:
        self._app = app
        self._options = options
        self._masking = Masking(options.mask if options else ())
        self._counts: dict[str, int] = {}
        self._complaints: set[str] = set()
        self._lock = threading.Lock()
        if options is not None:
            self._sink = LoggerSink(options.logger) if isinstance(options.logger, str) else options.logger

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each event happened in this process: a copy. Beyond 256 names the rest counts as ``other``."""
        with self._lock:
            return MappingProxyType(dict(self._counts))

    def emit(
        self,
        event: str,
        /,
        *,
        level: Level | None = None,
        description: str | None = None,
        exchange: Exchange | None = None,
        **fields: Any,
    ) -> None:
        """Write one event. Never raises, whatever the fields hold and whatever the sink does.

        :param event: a name of :data:`~flask_hardened.event_names.VOCABULARY`, or one of the app's own.
        :param level: the vocabulary's by default, WARN for other names.
        :param description: one sentence for the reader; the vocabulary's by default.
        :param exchange: the request it is about; the current one by default, and none outside a request.
        :param fields: anything else. What has a secret's name is masked, what is long is shortened.
        """
        if self._options is None:
            return
        try:
            self._count(event)
            line = self._line(event, level, description, exchange or _current(), fields)
        except Exception as error:  # noqa: BLE001 - an event about an attack must not be lost to a clever attack
            line = self._least(event, level, error)
        self._deliver(line)

    def _count(self, event: str) -> None:
        with self._lock:
            name = event if event in self._counts or len(self._counts) < _MOST_NAMES else "other"
            self._counts[name] = self._counts.get(name, 0) + 1

    def _line(
        self,
        event: str,
        level: Level | None,
        description: str | None,
        exchange: Exchange | None,
        fields: Mapping[str, Any],
    ) -> str:
        assert self._options is not None
        known = VOCABULARY.get(event)
        plainer = Plainer(self._masking)
        core = {
            "datetime": _now(),
            "appid": self._app.name,
            "event": event,
            "level": level or (known.level if known else "WARN"),
            "description": plainer.plain(description or (known.description if known else event)),
        }
        if exchange is not None:
            core |= self._request(exchange, plainer)
        core = {name: shorten(str(value), CORE[name]) for name, value in core.items()}
        extra: dict[str, Any] = {}
        for name, value in islice((*self._options.fields.items(), *fields.items()), _MOST_FIELDS):
            extra[plainer.name(name)] = plainer.named(name, value)
        return line_of(core, extra)

    def _request(self, exchange: Exchange, plainer: Plainer) -> dict[str, Any]:
        environ = exchange.environ
        return {
            "request_id": exchange.request_id,
            "source_ip": exchange.client,
            "host": plainer.plain(environ.get("HTTP_HOST", "")),
            "protocol": "https" if exchange.secure else "http",
            "request_uri": self._uri(environ, exchange.recall("path_values")),
            "request_method": exchange.method,
            "useragent": plainer.plain(environ.get("HTTP_USER_AGENT", "")),
        }

    def _uri(self, environ: Mapping[str, Any], consumed: Mapping[str, Any] | None) -> str:
        """Return the request's path, without the parts that a URL rule calls secret, and the names of its query.

        :param consumed: the variable parts of the path, where a room has taken them away from the view.
        """
        path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
        uri = self._masking.uri(path, environ.get("QUERY_STRING", ""))
        if has_request_context() and request.environ is environ and request.view_args:
            for name, value in (consumed or request.view_args).items():
                if value and self._masking.hides(name):
                    uri = uri.replace(quote(str(value), safe="/:@!$&'()*+,;=~-._"), MASK)
        return uri

    def _least(self, event: str, level: Level | None, error: Exception) -> str:
        return encode(
            {
                "datetime": _now(),
                "appid": shorten(str(self._app.name), CORE["appid"]),
                "event": shorten(event, CORE["event"]) if type(event) is str else type_name(event),
                "level": level if level in ("INFO", "WARN", "CRITICAL") else "WARN",
                "description": f"The members of this event could not be written: {type_name(error)}.",
            }
        )

    def _deliver(self, line: str) -> None:
        assert self._options is not None
        try:
            self._sink(json.loads(line), line)
        except Exception as error:  # noqa: BLE001 - the log is not worth a failed request
            self._complain("The sink of security events raised", error)
            write_stderr(line)
        if not self._options.signal or _delivering.get() or getattr(security_event, "is_muted", False):
            return
        # A receiver that emits an event itself must not be called for that one too: it would never end.
        mark = _delivering.set(True)
        try:
            for receiver in security_event.receivers_for(self._app):
                self._send(receiver, line)
        finally:
            _delivering.reset(mark)

    def _send(self, receiver: Callable[..., Any], line: str) -> None:
        try:
            if iscoroutinefunction(receiver):
                raise TypeError
            receiver(self._app, event=json.loads(line))
        except Exception as error:  # noqa: BLE001 - nor is a receiver
            self._complain("A receiver of security_event raised (or is asynchronous)", error)

    def _complain(self, what: str, error: Exception) -> None:
        """Say once what goes wrong; the message of the error may quote the event, so only its type is named."""
        with self._lock:
            if what in self._complaints:
                return
            self._complaints.add(what)
        write_stderr(f"flask_hardened: {what}: {type_name(error)}. This is said once.")


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _current() -> Exchange | None:
    """Return the exchange of the current request; ``hardening.py`` has this too, and imports this module."""
    exchange: Exchange | None = request.environ.get(_EXCHANGE) if has_request_context() else None
    return exchange
