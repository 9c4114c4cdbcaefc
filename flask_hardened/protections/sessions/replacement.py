"""Putting an error in the place of a response: the session is saved after the view, when it is too late to raise."""

from __future__ import annotations

from flask import Response

from ...hardening import current_exchange
from ...refusal import phrase_of, render

_KEPT = frozenset({"vary"})


def store_is_down(response: Response) -> None:
    """Say that a session could not be kept."""
    replace_response(response, 503, "Sessions cannot be kept at the moment. Try again in a few seconds.")


def replace_response(response: Response, status: int, detail: str) -> None:
    """Turn a response into a problem document or a small page, with none of the view's headers."""
    exchange = current_exchange()
    if exchange is None:
        content_type, body = render(
            status=status, title=phrase_of(status), detail=detail, accept=None, reference="none"
        )
    else:
        content_type, body = exchange.error_document(status, phrase_of(status), detail)
    response.call_on_close(getattr(response.response, "close", _nothing))
    for name in {name for name, _ in response.headers if name.lower() not in _KEPT}:
        del response.headers[name]
    response.direct_passthrough = False
    response.status_code = status
    response.headers["Content-Type"] = content_type
    if status == 503:
        response.headers["Retry-After"] = "5"
    response.set_data(body)


def _nothing() -> None:
    """Lists have nothing to close."""
