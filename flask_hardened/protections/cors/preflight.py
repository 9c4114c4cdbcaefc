"""Preflights: answered in the gate, before authentication and limits (WHATWG Fetch, "CORS-preflight fetch")."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...marks import has_method_marks
from ...refusal import Refusal
from .compiled import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD, REQUEST_PRIVATE_NETWORK, CompiledCors
from .refused import RefusedOrigins
from .routing import endpoint_for
from .view_headers import ANSWERED, PREFLIGHT

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...plan import HeaderPair

_METHOD = re.compile(r"[A-Z][A-Z-]{0,31}", re.ASCII)
_VARY = ("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")

logger = logging.getLogger("flask_hardened")


class Preflights:
    """Answers preflights for routes that have CORS; the others go on to the app, as any OPTIONS request does.

    :param compiled_for: from an endpoint and a method to its policy; None where CORS is the view's own business.
    """

    def __init__(
        self, compiled_for: Callable[[Exchange, str, str], CompiledCors | None], refused: RefusedOrigins
    ) -> None:
        self._compiled_for = compiled_for
        self._refused = refused
        self._noted: set[str] = set()

    def answer(self, exchange: Exchange) -> Refusal | None:
        """Return the answer to a preflight, 204 in any case, or None when this is not for the gate to answer.

        An origin, or a method, that is not allowed is answered without CORS headers, which browsers take as a no.
        """
        environ = exchange.environ
        method = environ[REQUEST_METHOD]
        if not _METHOD.fullmatch(method):
            return None
        endpoint = endpoint_for(exchange.hardening.app, environ, method)
        policy = None if endpoint is None else self._compiled_for(exchange, endpoint, method)
        if policy is None or not policy.on:
            return None
        exchange.keep(ANSWERED, PREFLIGHT)
        return Refusal(204, empty=True, headers=(_VARY, *self._granted(exchange, policy, str(endpoint))))

    def _granted(self, exchange: Exchange, policy: CompiledCors, endpoint: str) -> tuple[HeaderPair, ...]:
        environ = exchange.environ
        requested = environ.get(REQUEST_HEADERS, "")
        headers = policy.preflight(
            environ[ORIGIN],
            requested,
            private_network=environ.get(REQUEST_PRIVATE_NETWORK) == "true",
            only=environ[REQUEST_METHOD] if has_method_marks(exchange.hardening.app, endpoint) else None,
        )
        if headers is None:
            self._refused.report(exchange, environ[ORIGIN], endpoint)
            return ()
        if environ[REQUEST_METHOD] not in policy.methods:
            return ()
        if requested and endpoint not in self._noted:
            self._note(policy.refused_headers(requested), endpoint)
        return headers

    def _note(self, names: list[str], endpoint: str) -> None:
        """Say once for each endpoint which header its clients wanted to send."""
        if names:
            self._noted.add(endpoint)
            logger.warning(
                "A preflight from an allowed origin for the endpoint %r asked for the header %s, which is not allowed. "
                "If your clients need it, add it to allow_headers of its CORS.",
                endpoint,
                ascii(names[0][:64]),
            )
