"""HostCheck: judges the Host header and brings it to its normal form."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ...authority import DEFAULT_PORTS, Authority, parse_authority
from ...refusal import Refusal
from .said_once import SaidOnce, quoted

if TYPE_CHECKING:
    from ...events import EventLog
    from ...exchange import Exchange
    from .allow_list import AllowList

logger = logging.getLogger("flask_hardened")

MALFORMED = Refusal(400, "The Host header of this request is missing or malformed.")
UNKNOWN = Refusal(400, "This server does not answer to that host name.")

_REMEMBERED = 512


class HostCheck:
    """Accepts or refuses hosts.

    :attr:`known` maps scheme to raw Host header to normal form; only accepted hosts get in, and it is emptied when it
    is full, so that nobody can make it grow.
    """

    def __init__(self, allow_list: AllowList, health_paths: frozenset[str], events: EventLog) -> None:
        self._allow_list = allow_list
        self._health_paths = health_paths
        self._events = events
        self._refused = SaidOnce()
        self.known: dict[str, dict[str | None, str]] = {scheme: {} for scheme in DEFAULT_PORTS}

    def judge(self, exchange: Exchange) -> Refusal | None:
        """Judge a request whose host is not known yet; set ``HTTP_HOST`` to its normal form, or refuse it."""
        environ = exchange.environ
        scheme = _scheme(exchange)
        raw = environ.get("HTTP_HOST")
        authority = _of_server(exchange) if raw is None else parse_authority(raw)
        if authority is None:
            return self._refuse(exchange, MALFORMED, raw)
        authority = authority.without_default_port(scheme)
        if self._allow_list.accepts(authority, scheme):
            environ["HTTP_HOST"] = normal = str(authority)
            if raw is not None:
                self._remember(scheme, raw, normal)
            return None
        if environ.get("PATH_INFO") in self._health_paths:
            environ["HTTP_HOST"] = self._allow_list.sample
            return None
        return self._refuse(exchange, UNKNOWN, str(authority))

    def _remember(self, scheme: str, raw: str, normal: str) -> None:
        known = self.known[scheme]
        if len(known) >= _REMEMBERED:
            known.clear()
        known[raw] = normal

    def _refuse(self, exchange: Exchange, refusal: Refusal, host: str | None) -> Refusal:
        shown = "(none)" if host is None else quoted(host)
        if refusal is UNKNOWN and self._refused.first_time(shown):
            logger.warning(
                "Refused a request for the host %s. If this app is to answer to it, add it to HARDENED_HOSTS_ALLOWED.",
                shown,
            )
        self._events.emit("http_host_refused", description=refusal.detail, exchange=exchange)
        return refusal


def _scheme(exchange: Exchange) -> str:
    """Return the request's scheme; what an outer ProxyFix took over from a header may be anything."""
    raw: str = exchange.environ["wsgi.url_scheme"]
    if raw in DEFAULT_PORTS:
        return raw
    scheme = "https" if raw.lower() == "https" else "http"
    exchange.environ["wsgi.url_scheme"] = scheme
    exchange.secure = scheme == "https"
    return scheme


def _of_server(exchange: Exchange) -> Authority | None:
    """Return the server's own name for a request without Host, which HTTP/1.1 forbids (RFC 9112 section 3.2)."""
    environ = exchange.environ
    if environ.get("SERVER_PROTOCOL", "HTTP/1.0") not in {"HTTP/1.0", "HTTP/0.9"}:
        return None
    name = environ.get("SERVER_NAME", "")
    if ":" in name and not name.startswith("["):
        name = f"[{name}]"
    return parse_authority(f"{name}:{environ.get('SERVER_PORT')}") or Authority("unnamed.invalid")
