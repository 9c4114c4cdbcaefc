"""Site: which destinations are the app's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...authority import DEFAULT_PORTS, Authority, parse_authority, to_ascii
from ...urls import WEB, Destination

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...policy import Policy

SITE = "hardened.redirects"
"""Where the app's :class:`Site` stands in ``app.extensions``."""

_UNNAMED = Authority("unnamed.invalid")
_DEFAULTS = frozenset(DEFAULT_PORTS.values())


class Site:
    """The request's own host, as the hosts room let it in, and the hosts that the configuration names.

    Whether the redirect leads to http or https makes no difference here: that is for the transport room.
    """

    def __init__(self, app: Flask, policy: Policy) -> None:
        self._https_port = None if policy.transport is None else policy.transport.https_port
        self._exact: set[tuple[str, int | None]] = set()
        self._names: set[str] = set()
        """Names that are ours on every port."""
        self._below: list[tuple[str, int | None]] = []
        for entry in _configured(app, policy):
            self._add(entry)

    def bases(self, exchange: Exchange) -> tuple[Destination, Destination]:
        """Return the pages that a redirect may be read from; a proxy may have made https of what is http here."""
        own = _own(exchange)
        port = None if own.port in _DEFAULTS else own.port
        return Destination("http", own.name, port), Destination("https", own.name, port)

    def is_here(self, found: Destination, exchange: Exchange) -> bool:
        """Tell whether a destination is on the host that the request was sent to."""
        if not found.written:
            return found.scheme in WEB
        if found.scheme not in WEB or not found.exact:
            return False
        own = _own(exchange)
        port = found.port
        return found.host == own.name and (port in {None, own.port, self._https_port} or port in _DEFAULTS)

    def has(self, found: Destination, exchange: Exchange) -> bool:
        """Tell whether a destination is on one of the app's hosts."""
        if self.is_here(found, exchange):
            return True
        if found.scheme not in WEB or not found.exact:
            return False
        name, port = found.host, found.port
        if name in self._names or (name, port) in self._exact:
            return True
        return any(name.endswith(suffix) and port in {None, allowed} for suffix, allowed in self._below)

    def _add(self, entry: str) -> None:
        below = entry.startswith(("*.", "."))
        any_port = entry.endswith(":*")
        bare = entry.removesuffix(":*").removeprefix("*").removeprefix(".")
        try:
            authority = parse_authority(to_ascii(bare))
        except ValueError:
            return
        if authority is None:
            return  # among them "*", which allows hosts of anybody
        if not entry.startswith("*."):
            self._exact |= {(authority.name, authority.port), (authority.name, None)}
            if any_port:
                self._names.add(authority.name)
        if below:
            self._below.append((f".{authority.name}", authority.port))


def _configured(app: Flask, policy: Policy) -> Iterator[str]:
    if policy.hosts is not None:
        yield from policy.hosts.allowed
    trusted: str | Iterable[str] = app.config.get("TRUSTED_HOSTS") or ()
    yield from (trusted,) if isinstance(trusted, str) else trusted
    server_name = app.config.get("SERVER_NAME")
    if server_name:
        yield server_name
        if app.subdomain_matching:
            yield f".{server_name}"


def _own(exchange: Exchange) -> Authority:
    return parse_authority(exchange.environ.get("HTTP_HOST", "")) or _UNNAMED
