"""What somebody is answered whose password was not looked at: 429 and 503, with the time after which to come back."""

from __future__ import annotations

from flask import current_app
from werkzeug.exceptions import HTTPException, ServiceUnavailable, TooManyRequests

from ...hardening import current_exchange

TOO_MANY = "Too many sign-ins have failed. Please try again later."
BUSY = "Too many people are signing in right now. Please try again in a moment."
DOWN = "Nobody can sign in right now. Please try again in a moment."


def too_many(seconds: int) -> HTTPException:
    """Return the refusal of an account, an address or a network that waits (RFC 6585 section 4)."""
    return TooManyRequests(TOO_MANY, retry_after=seconds)


def unavailable(message: str, seconds: int) -> HTTPException:
    """Return the refusal by a worker that cannot check passwords now; a handler of the app for 503 may answer instead.

    It brings its response: without one each would be logged as an error of the app's.
    """
    exchange = current_exchange()
    if exchange is None:
        return ServiceUnavailable(message, retry_after=seconds)
    content_type, body = exchange.error_document(503, "Service Unavailable", message)
    response = current_app.response_class(body, 503, {"Retry-After": str(seconds)}, content_type=content_type)
    response.vary.add("Accept")
    return ServiceUnavailable(message, response, retry_after=seconds)
