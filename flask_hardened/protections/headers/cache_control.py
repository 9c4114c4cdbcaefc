"""Cache-Control: what is meant for one person is not stored (RFC 9111, CWE-525)."""

from __future__ import annotations

from typing import Literal

from ...exchange import Exchange
from ...plan import HeaderPair, PlanDraft

CachePolicy = Literal["personal", "always", "off"]


def add_to(draft: PlanDraft, policy: CachePolicy) -> None:
    """Have an endpoint's responses carry ``no-store`` where `policy` says so.

    ``personal``: when the session was used (``Vary: Cookie`` tells), a cookie is set, or the request carried
    ``Authorization``; a page with a nonce is ``private``. Files of static folders are the same for everybody, whoever
    asks: for them only a cookie counts.
    """
    if policy == "off":
        return
    if not draft.is_static:
        draft.watch_each("Vary", _note_vary)
    draft.watch_each("Set-Cookie", _note_cookie)
    draft.watch_once("Cache-Control", _hold)
    draft.finish.append(_always if policy == "always" else _static if draft.is_static else _personal)


def _note_vary(exchange: Exchange, value: str) -> str:
    if "cookie" in value.lower():
        exchange.personal = True
    return value


def _note_cookie(exchange: Exchange, value: str) -> str:
    exchange.personal = True
    return value


def _hold(exchange: Exchange, values: list[str]) -> None:
    """Take the view's own value out; the finisher puts it back when it may stay."""
    exchange.cache_control = ", ".join(values)


def _no_store(exchange: Exchange, headers: list[HeaderPair]) -> None:
    own = exchange.cache_control
    stays = own is not None and "no-store" in own.lower()
    headers.append(("Cache-Control", own if own is not None and stays else "no-store"))


def _always(exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
    _no_store(exchange, headers)


def _personal(exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
    if exchange.personal or "HTTP_AUTHORIZATION" in exchange.environ:
        _no_store(exchange, headers)
    elif exchange.nonce is not None:
        headers.append(("Cache-Control", private(exchange.cache_control)))
    elif exchange.cache_control is not None:
        headers.append(("Cache-Control", exchange.cache_control))


def _static(exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
    if exchange.personal:
        _no_store(exchange, headers)
    elif exchange.cache_control is not None:
        headers.append(("Cache-Control", exchange.cache_control))


def private(own: str | None) -> str:
    """Return a Cache-Control value that keeps a response out of shared caches, and says the rest of `own`."""
    directives = [part.strip() for part in (own or "").split(",") if part.strip()]
    names = {part.partition("=")[0].strip().lower() for part in directives}
    if "no-store" in names or "private" in directives:
        return ", ".join(directives)
    dropped = ("public", "s-maxage", "private")
    kept = [part for part in directives if part.partition("=")[0].strip().lower() not in dropped]
    return ", ".join(["private", *kept])
