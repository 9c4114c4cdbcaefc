"""The errors room: answers HTTP errors and unhandled exceptions, unless the app has a handler of its own (CWE-209)."""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from ...exchange import Exchange
from ...gate import LAST_RESORT
from ...hardening import Hardening, current_exchange
from ...protection import Protection
from ...refusal import phrase_of, render
from .options import ErrorsOptions

_LENGTH_AND_TYPE = ("content-type", "content-length")


class Errors(Protection[ErrorsOptions]):
    """Registers a handler for ``HTTPException``, which Flask asks last: any handler of the app or a blueprint wins.

    An app that handles ``HTTPException`` or ``Exception`` for everything keeps doing so, and none is registered.
    """

    feature = "errors"
    options_type = ErrorsOptions

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Register the handler, when all of the app's own are known."""
        everything = app.error_handler_spec[None][None]
        if not any(kind in everything for kind in HTTPException.__mro__):
            everything[HTTPException] = self.handle

    def handle(self, error: HTTPException) -> Response | HTTPException:
        """Turn an HTTP error into a response. One that brings its own response keeps it.

        A mapping ``problem_members`` of the error goes into the problem document (RFC 9457, section 3.2).
        """
        status = error.code
        if status is None or error.response is not None or status < 400:
            return error
        exchange = current_exchange()
        title = error.name if error.name != "Unknown Error" else phrase_of(status)
        detail = self._detail(error, status)
        if exchange is None:
            accept = request.headers.get("Accept")
            content_type, body = render(status=status, title=title, detail=detail, accept=accept, reference="none")
        else:
            members = getattr(error, "problem_members", None)
            content_type, body = exchange.error_document(status, title, detail, members)
        if status >= 500 and exchange is not None:
            _log(exchange, error)
        own = [
            (name, value) for name, value in error.get_headers(request.environ) if name.lower() not in _LENGTH_AND_TYPE
        ]
        response = current_app.response_class(body, status, own, content_type=content_type)
        response.vary.add("Accept")
        return response

    def _detail(self, error: HTTPException, status: int) -> str:
        default = type(error).description or ""
        if status == 500 or (status > 500 and not default):
            return LAST_RESORT.detail
        return error.description or default if status < 500 and self.options.descriptions else default


def _log(exchange: Exchange, error: HTTPException) -> None:
    """Write the reference that the client sees beside the traceback that Flask has just logged."""
    original = getattr(error, "original_exception", None)
    kind = type(original or error).__name__
    exchange.hardening.app.logger.error("%s, reference %s", kind, exchange.request_id)
    if original is not None:
        exchange.hardening.events.emit(
            "sys_crash", level="CRITICAL", description="A view raised an exception.", exchange=exchange, exception=kind
        )
