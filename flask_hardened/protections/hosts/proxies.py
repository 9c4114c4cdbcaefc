"""TrustedProxies: whose forwarded headers are believed, and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .addresses import UNIX, UNIX_PEERS, parse_address, parse_network
from .claims import Claims, read_forwarded, read_x_forwarded
from .header_names import FORWARDED, X_FOR, X_PREFIX, X_PROTO, X_REAL_IP

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .options import HostsOptions

ORIGINAL = "flask_hardened.original"
"""Where the environ keeps what it held before forwarded headers were applied or removed."""

_REWRITTEN = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME")
_SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
_SAFE_PREFIX = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+/?", re.ASCII)
_PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_REMEMBERED = 1024


class TrustedProxies:
    """The networks of ``HostsOptions.proxies``."""

    def __init__(self, options: HostsOptions) -> None:
        self._unix = UNIX in options.proxies
        self._networks = tuple(parse_network(entry) for entry in options.proxies if entry != UNIX)
        self._parts = frozenset(options.forwarded_parts)
        self._read = read_forwarded if options.forwarded == "forwarded" else read_x_forwarded
        self._x_family = options.forwarded == "x-forwarded"
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return self._unix or bool(self._networks)

    def trusts(self, peer: str) -> bool:
        """Tell whether `peer`, as ``REMOTE_ADDR`` or a proxy writes it, is a trusted proxy."""
        known = self._known.get(peer)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[peer] = self._lies_within(peer)
        return known

    def _lies_within(self, peer: str) -> bool:
        if peer in UNIX_PEERS:
            return self._unix
        address = parse_address(peer)
        return address is not None and any(address in network for network in self._networks)

    def apply(self, exchange: Exchange, found: Iterable[str]) -> None:
        """Put what the proxies say in the place of what the connection says, and keep the original.

        The app finds the client in ``REMOTE_ADDR`` and in the headers that it may read by hand; it never finds a claim
        that was not believed.

        :param found: the environ keys of the forwarding headers that the request has.
        """
        environ = exchange.environ
        claims = self._read(environ, self.trusts)
        removed = {key: environ.pop(key) for key in found}
        environ[ORIGINAL] = {key: environ[key] for key in _REWRITTEN if key in environ} | removed
        parts = self._parts
        if claims.client is not None and "for" in parts:
            environ["REMOTE_ADDR"] = claims.client
        scheme = _SCHEMES.get(claims.proto.lower()) if claims.proto and "proto" in parts else None
        if scheme is not None:
            environ["wsgi.url_scheme"] = scheme
            exchange.secure = scheme == "https"
        if claims.host and "host" in parts:
            environ["HTTP_HOST"] = claims.host
        if claims.port and "port" in parts and _PORT.fullmatch(claims.port):
            environ["HTTP_HOST"] = _with_port(environ.get("HTTP_HOST", ""), claims.port)
        if claims.prefix and "prefix" in parts and _SAFE_PREFIX.fullmatch(claims.prefix):
            environ["SCRIPT_NAME"] = claims.prefix.rstrip("/") + environ.get("SCRIPT_NAME", "")
        if self._x_family:
            self._restore(environ, removed, claims)

    def _restore(self, environ: dict[str, Any], removed: dict[str, Any], claims: Claims) -> None:
        """Give back the headers that apps read by hand, with the one value that was believed.

        The host is not among them: it has not been judged yet, and the app finds it in ``Host``.
        """
        believed = {}
        if claims.client is not None and "for" in self._parts:
            believed[X_FOR] = believed[X_REAL_IP] = environ["REMOTE_ADDR"]
        if claims.proto and "proto" in self._parts:
            believed[X_PROTO] = environ["wsgi.url_scheme"]
        if claims.prefix and "prefix" in self._parts and _SAFE_PREFIX.fullmatch(claims.prefix):
            believed[X_PREFIX] = claims.prefix.rstrip("/")
        environ.update({key: value for key, value in believed.items() if key in removed})


def claims_scheme(removed: dict[str, Any]) -> str | None:
    """Return the scheme that removed headers claimed, in lower case; None when they claimed none."""
    proto = removed.get(X_PROTO) or removed.get("HTTP_X_FORWARDED_SCHEME") or removed.get("HTTP_X_SCHEME")
    if proto:
        return str(proto).rpartition(",")[2].strip().lower()
    switched = (removed.get("HTTP_X_FORWARDED_SSL"), removed.get("HTTP_FRONT_END_HTTPS"))
    if "on" in switched or "proto=https" in str(removed.get(FORWARDED, "")).lower().replace('"', ""):
        return "https"
    return None


def _with_port(host: str, port: str) -> str:
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return f"{name}:{port}"
