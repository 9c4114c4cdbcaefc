"""The nonce of a page: made when the page first asks for one."""

from __future__ import annotations

import binascii
import logging
import os

from ...exchange import Exchange
from ...hardening import current_exchange

logger = logging.getLogger("flask_hardened")

_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def make_nonce(exchange: Exchange) -> str:
    """Return the nonce of this response: 128 random bits in URL-safe base64 without padding (CSP3 section 2.3.1)."""
    if exchange.nonce is None:
        if exchange.sent:
            _note_late(exchange)
        exchange.nonce = binascii.b2a_base64(os.urandom(16)).translate(_URL_SAFE)[:22].decode("ascii")
    return exchange.nonce


def _note_late(exchange: Exchange) -> None:
    """Have the next streams of this endpoint begin with a nonce: this one's policy has left without."""
    exchange.plan.room["csp"].asked_late = True
    logger.warning(
        "A streamed page of the endpoint %r asked for a nonce when its headers had left, so its script does not run. "
        "Later ones get theirs in time. Call csp_nonce() in the view to have it always.",
        exchange.plan.endpoint,
    )


def csp_nonce() -> str:
    """Return the nonce of the current page, for templates and views that write a tag by hand.

    Flask-Talisman's name. Empty outside a request, and where the policy has no use for a nonce.
    """
    exchange = current_exchange()
    if exchange is None:
        return ""
    compiled = exchange.plan.room.get("csp")
    return make_nonce(exchange) if compiled is not None and compiled.uses_nonce else ""
