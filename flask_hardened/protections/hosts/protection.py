"""Allowed hosts, trusted proxies, allowed methods."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...errors import Problem
from ...protection import Protection
from ...refusal import Refusal
from .addresses import UNIX, UNIX_PEERS, parse_network
from .allow_list import AllowList, configured_patterns, flask_config_problems
from .framing import BAD_LENGTH, BAD_TARGET, TWO_LENGTHS, contradicts_itself, is_length, is_target
from .header_names import METHOD_OVERRIDES, OTHERS, REMARKABLE, header_name
from .host_check import HostCheck
from .options import HostsOptions
from .patterns import HostPattern
from .proxies import ORIGINAL, TrustedProxies, claims_scheme
from .said_once import SaidOnce, quoted

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening
    from ...policy import Policy

logger = logging.getLogger("flask_hardened")

OVERRIDE = Refusal(400, "This server takes the method from the request line only, not from a header.")
PROXY_FIX = "werkzeug.proxy_fix.orig"


class Hosts(Protection[HostsOptions]):
    """Judges who asks, for which host and how, before Flask sees the request.

    Reads the forwarded headers of trusted proxies and removes everybody else's, so that ``request.remote_addr``,
    ``request.scheme``, ``request.host`` and ``request.access_route`` are true wherever they are read.
    """

    feature = "hosts"
    options_type = HostsOptions

    def __init__(self, options: HostsOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._methods = frozenset(options.methods)
        self._proxies = TrustedProxies(options)
        self._behind_proxies = bool(self._proxies)
        self._noted_peers = SaidOnce()

    def start(self, app: Flask, hardening: Hardening) -> None:
        self._events = hardening.events
        transport = self.policy.transport
        self._allow_list = AllowList(
            patterns=configured_patterns(app, self.options.allowed),
            strict=hardening.in_production,
            https_port=None if transport is None else transport.https_port,
        )
        self._check = HostCheck(self._allow_list, self.policy.health_paths, hardening.events)
        if app.config.get("TRUSTED_HOSTS") is not None:
            # Flask's own check stays the second lock, in a spelling that lets nothing fail that was accepted here.
            app.config["TRUSTED_HOSTS"] = self._allow_list.for_flask

    def hosts_of(self, app: Flask) -> tuple[HostPattern, ...]:
        """Return the hosts that are configured, for what is set up outside of the app, such as a proxy."""
        return configured_patterns(app, self.options.allowed)

    def sample_host(self, app: Flask) -> str:
        """Return one host that the app answers to, for its tests."""
        return AllowList(patterns=self.hosts_of(app), strict=True).sample

    def problems(self, app: Flask) -> Iterator[Problem]:
        yield from flask_config_problems(app, self.options.allowed)
        if any(not pattern.name for pattern in configured_patterns(app, self.options.allowed)):
            setting = (
                "HostsOptions.allowed (HARDENED_HOSTS_ALLOWED)" if "*" in self.options.allowed else "TRUSTED_HOSTS"
            )
            yield Problem(setting, "'*' answers to every host name there is.", "Name the hosts, such as 'example.com'.")
        for entry in self.options.proxies:
            if entry != UNIX and parse_network(entry).prefixlen == 0:
                yield Problem(
                    "HostsOptions.proxies (HARDENED_HOSTS_PROXIES)",
                    f"{entry!r} lets everybody choose the address they seem to come from.",
                    "Name your proxies' networks, such as '10.0.0.0/8'.",
                )

    def notes(self, app: Flask) -> Iterator[str]:
        if not self._allow_list.strict:
            yield from map(str, flask_config_problems(app, self.options.allowed))
        if self._allow_list.patterns:
            return
        if self._allow_list.strict:
            yield "No host is configured, so only loopback names are answered. Set HARDENED_HOSTS_ALLOWED to yours."
        else:
            yield (
                "No host is configured, so every host name is answered while debugging or testing. Production would "
                "answer loopback names only: set HARDENED_HOSTS_ALLOWED."
            )

    def admit(self, exchange: Exchange) -> Refusal | None:
        environ = exchange.environ
        if exchange.method not in self._methods:
            return self._refuse_method(exchange)
        if self._behind_proxies or not REMARKABLE.isdisjoint(environ):
            refusal = self._look_closer(exchange)
            if refusal is not None:
                return refusal
        length = environ.get("CONTENT_LENGTH")
        if length and not is_length(length):
            return self._refuse(exchange, BAD_LENGTH)
        path = environ.get("PATH_INFO", "")
        query = environ.get("QUERY_STRING", "")
        plain = path.isascii() and "\0" not in path and query.isascii() and query.isprintable()
        if not plain and not is_target(path, query):
            return self._refuse(exchange, BAD_TARGET)
        known = self._check.known.get(environ["wsgi.url_scheme"])
        normal = known.get(environ.get("HTTP_HOST")) if known else None
        if normal is None:
            return self._check.judge(exchange)
        environ["HTTP_HOST"] = normal
        return None

    def _look_closer(self, exchange: Exchange) -> Refusal | None:
        environ = exchange.environ
        found = REMARKABLE.intersection(environ)
        if not OTHERS.isdisjoint(found):
            overrides = METHOD_OVERRIDES & found
            if overrides:
                self._events.emit("http_method_refused", exchange=exchange, headers=sorted(map(header_name, overrides)))
                return OVERRIDE
            if contradicts_itself(environ):
                return self._refuse(exchange, TWO_LENGTHS)
            found -= OTHERS
        named_already = environ.get(PROXY_FIX) or environ.get(ORIGINAL)  # by a ProxyFix or a gate around this one
        if named_already is not None:
            exchange.peer = named_already.get("REMOTE_ADDR", exchange.peer) or ""
        elif self._behind_proxies and self._proxies.trusts(exchange.peer):
            exchange.peer_trusted = True
            if found:
                self._proxies.apply(exchange, found)
        elif found:
            self._ignore(exchange, found)
        return None

    def _ignore(self, exchange: Exchange, found: Iterable[str]) -> None:
        """Take the forwarded headers of somebody who is no trusted proxy away, and say so once for each peer."""
        exchange.environ[ORIGINAL] = removed = {key: exchange.environ.pop(key) for key in found}
        proto = claims_scheme(removed)
        if proto is not None:
            exchange.keep("forwarded_proto", proto)
        peer = UNIX if exchange.peer in UNIX_PEERS else exchange.peer
        if self._noted_peers.first_time(peer):
            headers = sorted(map(header_name, removed))
            self._events.emit("http_forwarded_untrusted", exchange=exchange, headers=headers)
            logger.warning(
                "Ignored %s from %s, which is not a trusted proxy. If it is yours, add %s to HARDENED_HOSTS_PROXIES.",
                ", ".join(headers),
                quoted(peer),
                quoted(peer),
            )

    def _refuse_method(self, exchange: Exchange) -> Refusal:
        allow = ", ".join(self.options.methods)
        refusal = Refusal(405, "This server does not know that method.", headers=(("Allow", allow),))
        self._events.emit("http_method_refused", exchange=exchange)
        return refusal

    def _refuse(self, exchange: Exchange, refusal: Refusal) -> Refusal:
        self._events.emit("input_validation_fail", description=refusal.detail, exchange=exchange)
        return refusal
