"""Page: what the response that is being rendered tells its templates, and is told by them."""

from __future__ import annotations

from ...exchange import Exchange
from ...hardening import current_exchange
from .compiled import CompiledCsp, merged
from .nonce import make_nonce


class Page:
    """The response of one exchange, as the markup extension sees it (its protocol ``PageSink``)."""

    __slots__ = ("_compiled", "_exchange")

    def __init__(self, exchange: Exchange, compiled: CompiledCsp) -> None:
        self._exchange = exchange
        self._compiled = compiled

    def nonce_attribute(self, foreign: bool) -> str:
        """Return the nonce for a tag; empty when the policy has no use for one, or does not let this tag load."""
        compiled = self._compiled
        if not compiled.uses_nonce or (foreign and compiled.own_origin_only):
            return ""
        return self._exchange.nonce or make_nonce(self._exchange)

    def record(self, script_hashes: tuple[str, ...], style_hashes: tuple[str, ...]) -> None:
        """Remember the hashes of inline handlers and ``style`` attributes that this page holds, each once, in order."""
        exchange = self._exchange
        if script_hashes:
            exchange.script_hashes = merged(exchange.script_hashes, script_hashes)
        if style_hashes:
            exchange.style_hashes = merged(exchange.style_hashes, style_hashes)


def current_page() -> Page | None:
    """Return the page of the current request, or None where there is none, or no policy."""
    exchange = current_exchange()
    if exchange is None:
        return None
    compiled = exchange.plan.room.get("csp")
    return None if compiled is None else Page(exchange, compiled)
