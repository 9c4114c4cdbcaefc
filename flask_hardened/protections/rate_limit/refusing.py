"""What a client over its limit is answered: 429, as a problem document or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from werkzeug.exceptions import HTTPException, ServiceUnavailable, TooManyRequests

from ...refusal import Refusal
from .header_fields import PROBLEM_TYPE, Told

if TYPE_CHECKING:
    from ...exchange import Exchange

MESSAGE = "Too many requests, please try again later."
REFUSED = "rate_limit.refused"
"""Where the limit that refused the request is kept for the headers."""


DOWN = "This request cannot be counted right now, please try again later."


def refusal_of(exchange: Exchange, told: Told, message: str = MESSAGE, *, down: bool = False) -> Refusal:
    """Return the refusal of a request, and remember the limit that refused it (RFC 6585 section 4).

    :param down: the store is down and the limit says ``deny``: 503, because the client did nothing wrong.
    """
    exchange.keep(REFUSED, told)
    if down:
        return Refusal(503, DOWN, members={"error": DOWN})
    members = {"type": PROBLEM_TYPE, "error": message, "violated-policies": [told.name]}
    return Refusal(429, message, members=members)


def exception_of(exchange: Exchange, told: Told, message: str = MESSAGE, *, down: bool = False) -> HTTPException:
    """Return the same as an exception; a handler of the app for its status may answer instead."""
    refusal = refusal_of(exchange, told, message, down=down)
    content_type, body = exchange.error_document(refusal.status, refusal.phrase, refusal.detail, refusal.members)
    response = current_app.response_class(body, refusal.status, content_type=content_type)
    response.vary.add("Accept")
    return ServiceUnavailable(DOWN, response) if down else TooManyRequests(message, response)
