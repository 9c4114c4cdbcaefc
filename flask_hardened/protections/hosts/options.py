"""Options of the hosts room."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ...errors import Problem
from ...options import Options, options
from .addresses import UNIX, parse_network
from .patterns import parse_pattern

FORBIDDEN_METHODS = frozenset({"TRACE", "TRACK", "CONNECT"})
"""Methods that no application needs: they echo request headers (cross-site tracing), or ask for a tunnel."""

_METHOD = re.compile(r"[A-Z][A-Z0-9-]*", re.ASCII)


@options
class HostsOptions(Options):
    """Allowed hosts, trusted proxies, allowed methods."""

    allowed: Sequence[str] = ()
    """Host names this app answers to.

    ``example.com`` (that name), ``.example.com`` (and everything below), ``*.example.com`` (only what is below),
    ``example.com:8443`` (on that port too), ``example.com:*`` (on any), ``[::1]``; names in Unicode are encoded.
    Empty: Flask's ``TRUSTED_HOSTS``. ``SERVER_NAME`` is always among them. Without any, production answers loopback
    names only.
    """

    proxies: Sequence[str] = ()
    """Networks (CIDR) or addresses of the reverse proxies whose forwarded headers are believed; ``unix`` for a socket.

    Nobody's are, by default.
    """

    forwarded: Literal["x-forwarded", "forwarded"] = "x-forwarded"
    """Which headers the proxies send: ``X-Forwarded-*`` or ``Forwarded`` (RFC 7239). The other ones are removed."""

    forwarded_parts: tuple[Literal["for", "proto", "host", "port", "prefix"], ...] = ("for", "proto", "host")
    """What trusted proxies may say: the client, the scheme, the host, the port, the path the app is mounted at.

    Name only what yours overwrite: a header that a proxy passes through is the client's own.
    """

    methods: Sequence[str] = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    """Request methods that reach the app; any other is answered 405. TRACE, TRACK and CONNECT cannot be allowed."""

    def faults(self) -> Iterator[Problem]:
        for entry in self.allowed:
            try:
                parse_pattern(entry)
            except ValueError as error:
                yield self.problem("allowed", *error.args)
        for entry in self.proxies:
            yield from self._proxy_faults(entry)
        only_x = sorted({"port", "prefix"}.intersection(self.forwarded_parts))
        if self.forwarded == "forwarded" and only_x:
            yield self.problem(
                "forwarded_parts",
                f"the Forwarded header has no {' and no '.join(only_x)}.",
                "Leave it out, or choose forwarded='x-forwarded'.",
            )
        if not self.methods:
            yield self.problem("methods", "it is empty, so no request would be answered.", "Name at least GET.")
        for method in self.methods:
            if method.upper() in FORBIDDEN_METHODS:
                yield self.problem("methods", f"{method.upper()} cannot be allowed.", "Remove it.")
            elif not _METHOD.fullmatch(method):
                yield self.problem("methods", f"{method!r} is not a method name.", "Write it in capitals: 'GET'.")

    def _proxy_faults(self, entry: str) -> Iterator[Problem]:
        if entry == UNIX:
            return
        try:
            parse_network(entry)
        except ValueError:
            try:
                fix = f"Write {str(ipaddress.ip_network(entry, strict=False))!r} if the whole network is meant."
                fault = f"{entry!r} is an address with the length of a network."
            except ValueError:
                fault = f"{entry!r} is neither an address nor a network."
                fix = "Give the proxies' addresses or networks, such as '10.0.0.0/8', or 'unix' for a Unix socket."
            yield self.problem("proxies", fault, fix)
