"""HTTPS and HSTS."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...authority import parse_authority
from ...protection import Protection
from ...refusal import Refusal
from .hsts import NAME, Hsts, parse_hsts
from .location import https_location
from .options import TransportOptions

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening
    from ...plan import PlanDraft
    from ...policy import Policy

logger = logging.getLogger("flask_hardened")

INSECURE = Refusal(403, "Use HTTPS: this server does not answer this request over plain HTTP.", title="HTTPS required")


class Transport(Protection[TransportOptions]):
    """Sends browsers from http to https, refuses everything else over http, and tells browsers to remember (HSTS).

    In production only. Loopback names, health paths and exempt paths are served over http too.
    """

    feature = "transport"
    options_type = TransportOptions

    def __init__(self, options: TransportOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._enforcing = False
        self._requiring = False
        self._loop_noted = False
        self._exact = policy.health_paths.union(path for path in options.exempt_paths if not path.endswith("/"))
        self._below = tuple(path for path in options.exempt_paths if path.endswith("/"))
        self._hsts: Hsts | None = None
        if options.hsts_max_age is not None:
            self._hsts = Hsts(options.hsts_max_age, options.hsts_include_subdomains, options.hsts_preload)

    def start(self, app: Flask, hardening: Hardening) -> None:
        self._enforcing = hardening.in_production
        self._requiring = self._enforcing and self.options.required
        self._events = hardening.events

    def notes(self, app: Flask) -> Iterator[str]:
        if not self._enforcing:
            yield "While debugging or testing, plain HTTP is served and no HSTS is sent. Production requires HTTPS."
        elif not self.options.required:
            yield "Plain HTTP is served: HARDENED_TRANSPORT_REQUIRED is false."
        elif self.policy.hosts is None:
            yield "Plain HTTP is refused, not redirected: the hosts feature is off, so no host is known to redirect to."

    def admit(self, exchange: Exchange) -> Refusal | None:
        if exchange.secure or not self._requiring:
            return None
        return self._over_http(exchange)

    def _over_http(self, exchange: Exchange) -> Refusal | None:
        environ = exchange.environ
        if environ["wsgi.url_scheme"] != "http" or self._exempt(environ.get("PATH_INFO", "")):
            return None
        if self.policy.hosts is None:
            return self._refuse(exchange)
        host = parse_authority(environ["HTTP_HOST"])
        assert host is not None  # the hosts room has let it in
        if host.is_loopback:
            return None
        if exchange.recall("forwarded_proto") == "https":
            self._note_loop(exchange)
        if self.options.redirect and exchange.method in {"GET", "HEAD"} and _navigates(exchange):
            location = https_location(environ, host.name, self.options.https_port)
            # Uncached, so that one mistaken redirect does not outlive its cause; what lasts is HSTS.
            return Refusal(308, headers=(("Location", location), ("Cache-Control", "no-store")), empty=True)
        return self._refuse(exchange)

    def _exempt(self, path: str) -> bool:
        return path in self._exact or path.startswith(self._below)

    def _refuse(self, exchange: Exchange) -> Refusal:
        self._events.emit("http_insecure_refused", exchange=exchange)
        return INSECURE

    def _note_loop(self, exchange: Exchange) -> None:
        if self._loop_noted:
            return
        self._loop_noted = True
        logger.warning(
            "A request over plain HTTP came with a forwarded header that says https, from %s, which is not a trusted "
            "proxy; redirecting it to https makes a loop. If it is yours, add it to HARDENED_HOSTS_PROXIES.",
            ascii(exchange.peer[:80] or "unix"),
        )

    def compile(self, draft: PlanDraft) -> None:
        """Send HSTS over https, and see to what views set themselves."""
        if not self._enforcing:
            return
        if self._hsts is not None:
            draft.https_headers[NAME] = str(self._hsts)
        draft.watch_once(NAME, self._merged)

    def _merged(self, exchange: Exchange, values: list[str]) -> str | None:
        """Return the stricter of ours and the view's; nothing over http, where browsers ignore it (RFC 6797 7.2)."""
        if not exchange.secure:
            return None
        theirs = parse_hsts(values[0])  # browsers read the first header only (RFC 6797 section 8.1)
        if self._hsts is None:
            return None if theirs is None else str(theirs)
        return str(self._hsts if theirs is None else self._hsts.stricter_of(theirs))


def _navigates(exchange: Exchange) -> bool:
    """Tell whether a page is being opened. Browsers send no Sec-Fetch headers over http, so silence counts as yes."""
    mode: str = exchange.environ.get("HTTP_SEC_FETCH_MODE", "navigate")
    return mode == "navigate"
