"""Page: what the response that is being rendered tells its templates, and is told by them."""

from __future__ import annotations

from markupsafe import Markup

from ...exchange import Exchange
from ...hardening import current_exchange
from ...markup import NonceKind
from .compiled import CompiledCsp, merged
from .nonce import make_nonce
from .sheet import MAX_HASHES

_NONE = Markup("")
_to_markup = str.__new__


class Page:
    """The response of one exchange, as the markup extension sees it (its protocol ``PageSink``)."""

    __slots__ = ("_compiled", "_exchange")

    def __init__(self, exchange: Exchange, compiled: CompiledCsp) -> None:
        self._exchange = exchange
        self._compiled = compiled

    def nonce_attribute(self, kind: NonceKind) -> Markup:
        """Return `` nonce="..."`` for a tag; empty when the policy lets it load without, or not at all."""
        exchange = self._exchange
        if kind in self._compiled.unneeded_nonces[exchange.secure]:
            return _NONE
        # Nothing in our nonces has to be escaped, and this is four times as fast as ``Markup()``.
        return _to_markup(Markup, f' nonce="{exchange.nonce or make_nonce(exchange)}"')

    def record(self, script: tuple[str, ...], style: tuple[str, ...], url: tuple[str, ...]) -> None:
        """Remember the hashes of this page's inline handlers, ``style`` attributes and URLs, each once, in order."""
        exchange = self._exchange
        if script:
            exchange.script_hashes = _more(exchange.script_hashes, script)
        if style:
            exchange.style_hashes = _more(exchange.style_hashes, style)
        if url:
            exchange.url_hashes = _more(exchange.url_hashes, url)


def _more(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Return both, unless there are too many already: a table's rows may have a handler each."""
    return known if len(known) > MAX_HASHES else merged(known, more)


def current_page() -> Page | None:
    """Return the page of the current request, or None where there is none, or no policy."""
    exchange = current_exchange()
    if exchange is None:
        return None
    compiled = exchange.plan.room.get("csp")
    return None if compiled is None else Page(exchange, compiled)
