"""``current_identity``: who sent the current request, found out when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Flask, current_app, has_request_context, request
from werkzeug.local import LocalProxy

from ...hardening import EXTENSION, current_exchange, hardening_of
from .chain import Chain, Finding, Methods
from .person import Identity

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .access import Access

CHAIN = "hardened_auth"
"""The name under which an app keeps the function that returns its chain."""


def chain_of(app: Flask) -> Chain:
    """Return the authenticators of an app.

    :raises RuntimeError: when the feature is off, or the app is not hardened.
    """
    made: Callable[[], Chain] | None = app.extensions.get(CHAIN)
    if made is None:
        raise RuntimeError("Nobody is told who sends requests here: call Hardened(app), with its feature auth on.")
    return made()


def finding_in(exchange: Exchange, chain: Chain) -> Finding:
    """Return who sent a request, by the methods that its route allows."""
    return chain.finding(exchange, _methods(exchange))


def _methods(exchange: Exchange) -> Methods | None:
    access: Access | None = exchange.plan.room.get("auth")
    return None if access is None else access.methods


def _current() -> Identity:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    chain = chain_of(app)
    exchange = current_exchange()
    if exchange is None or exchange.hardening is not app.extensions[EXTENSION]:
        exchange = hardening_of(app).beside_the_gate(request.environ)
    return finding_in(exchange, chain).identity


class IdentityProxy(LocalProxy[Identity]):
    """Stands for the identity. Werkzeug's own proxy is false also where finding out who it is has failed."""

    def __bool__(self) -> bool:
        return has_request_context() and bool(_current())


current_identity: Identity = IdentityProxy(_current)  # type: ignore[assignment]
"""Who sent the current request: an :class:`Identity`, which is false for somebody unknown.

Templates have it under the same name. Found out when it is first looked at: a view that does not ask costs nothing.
"""
