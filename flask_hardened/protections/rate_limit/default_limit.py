"""The default limit: what one client may ask of the whole app, counted in the gate before Flask routes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import Flask

from ... import foresight
from ...refusal import Refusal
from ...storage import Key, Namespace, Verdict, Windows, begin_request
from .breaches import Breaches, is_down
from .clients import Clients
from .free_paths import FreePaths
from .header_fields import Told
from .refusing import refusal_of
from .route_limits import RouteLimits

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...plan import HeaderPair

VERDICT = "rate_limit.default"
FREE = "rate_limit.free"
NAME = "default"
logger = logging.getLogger("flask_hardened")
_MISSES = frozenset({404, 405})


class DefaultLimit:
    """Counts, refuses, and settles what is known only later: misses below static folders, and exempt routes.

    :param keeps: the verdict of each request is wanted for its headers.
    :param relieves: some route is exempt, so a request that is being refused is routed to see whether it is this one.
    :param takes_back: something may have to be given back, so verdicts are kept, and a full window may open again.
    :param breaches: who is over the limit.
    :param scanners: who asked for so much that is not below a static folder that no file of it is served any more.
    """

    def __init__(
        self, app: Flask, windows: Windows, store: Namespace, clients: Clients, free: FreePaths, *,
        keeps: bool, relieves: bool, takes_back: bool, breaches: Breaches, scanners: Breaches,
    ) -> None:  # fmt: skip
        self._app = app
        self._windows = windows
        self._hit = store.hit
        self._store = store
        self._foresees = store.travels and windows.strategy == "fixed-window"
        self._key = clients.default_key
        self._free = free
        self._exact, self._below = free.exact, free.below
        self._keeps = keeps or takes_back or not windows.single
        self._near = windows.windows[0].amount * 3 // 4
        self._relieves = relieves
        # a full window stays full until it ends: the store need not be asked again
        self._remembers = windows.single and not takes_back
        self._breaches = breaches
        self._scanners = scanners
        self._noted_proxy = False

    def admit(self, exchange: Exchange) -> Refusal | None:
        """Be the room's door in the gate."""
        environ = exchange.environ
        path = environ.get("PATH_INFO", "")
        if exchange.method == "OPTIONS":
            return None
        if (path in self._exact or path.startswith(self._below)) and self._free.has(path, exchange.method):
            return self._let_through(exchange, path)
        key = self._key(environ.get("REMOTE_ADDR") or "")
        if key is None:
            return None
        if self._breaches.known and self._remembers:
            breach = self._breaches.current(key)
            if breach is not None and not breach.verdict.degraded:
                return self._refuse(exchange, key, breach.verdict)
        verdict = self._count(exchange, key) if self._foresees else self._hit(key, self._windows)
        if not verdict.allowed:
            return self._refuse(exchange, key, verdict)
        if self._keeps or verdict.counts[0] > self._near:
            exchange.keep(VERDICT, verdict)
        return None

    def _count(self, exchange: Exchange, key: Key) -> Verdict:
        """Count the request, and read in the same trip what other rooms will ask the store for."""
        begin_request()
        keys = [wanted for foresee in exchange.hardening.foresights for wanted in foresee(exchange)]
        if not keys:
            return self._hit(key, self._windows)
        verdict, values = self._store.hit_and_read(key, self._windows, keys)
        if values is not None:
            foresight.keep(exchange, values)
        return verdict

    def _let_through(self, exchange: Exchange, path: str) -> Refusal | None:
        exchange.keep(FREE, True)
        if self._scanners.known and path.startswith(self._below):
            key = self._key(exchange.client)
            breach = None if key is None else self._scanners.current(key)
            if breach is not None and key is not None:
                self._scanners.refused(exchange, NAME, key, breach.verdict, self._store)
                return refusal_of(exchange, Told(NAME, breach.verdict))
        return None

    def _refuse(self, exchange: Exchange, key: Key, verdict: Verdict) -> Refusal | None:
        if self._relieves and self._is_relieved(exchange):
            return None
        down = is_down(self._store, verdict)
        if not down:
            self._breaches.refused(exchange, NAME, key, verdict, self._store)
            if not self._noted_proxy and exchange.recall("forwarded_proto"):
                self._note_proxy(exchange)
        return refusal_of(exchange, Told(NAME, verdict), down=down)

    def _note_proxy(self, exchange: Exchange) -> None:
        self._noted_proxy = True
        logger.warning(
            "%s is over the default limit, and sends forwarded headers that nobody trusts. If it is your proxy, all of "
            "its clients share one limit: add it to HARDENED_HOSTS_PROXIES.",
            ascii(exchange.peer[:80] or "unix"),
        )

    def _is_relieved(self, exchange: Exchange) -> bool:
        """Route the request, which is about to be refused, to see whether its view is exempt."""
        try:
            request = self._app.request_class(exchange.environ, populate_request=False)
            adapter = self._app.create_url_adapter(request)
            if adapter is None:
                return False
            endpoint, _ = adapter.match()
        except Exception:  # noqa: BLE001 - an app's converter may raise anything, and the answer is 429 all the same
            return False
        limits: RouteLimits = exchange.hardening.plans.of(endpoint, exchange.method).room["rate_limit"]
        return limits.relieves(exchange.method)

    def take_back(self, exchange: Exchange) -> None:
        """Give back what the gate took for a request whose route is exempt."""
        verdict: Verdict | None = None if exchange.room is None else exchange.room.pop(VERDICT, None)
        key = self._key(exchange.client)
        if verdict is not None and key is not None:
            self._store.refund(key, self._windows, verdict)

    def settle_miss(self, exchange: Exchange, code: int, headers: list[HeaderPair]) -> None:
        """Count what the gate let through uncounted, and was not there."""
        if code in _MISSES and exchange.recall(FREE):
            key = self._key(exchange.client)
            if key is None:
                return
            verdict = self._hit(key, self._windows)
            if not verdict.allowed and not is_down(self._store, verdict):
                self._scanners.refused(exchange, NAME, key, verdict, self._store)

    def settle_static(self, exchange: Exchange, code: int, headers: list[HeaderPair]) -> None:
        """Settle a static file that the gate could not tell from a page by its path: only misses are counted."""
        if exchange.recall(FREE):
            self.settle_miss(exchange, code, headers)
        elif code not in _MISSES:
            self.take_back(exchange)
