"""Options of the rate_limit room."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Any, Literal

from ...errors import Problem
from ...options import Options, options
from ...storage import Strategy, WhenDown
from .grammar import limit_fault

Headers = Literal["always", "near", "never"]


@options
class RateLimitOptions(Options):
    """How often a client may ask (CWE-770, CWE-307). Static files, health paths and OPTIONS are not counted."""

    default: str | None = "600 per minute"
    """What one client may ask of the whole app, 404 and 405 included, in the grammar of Flask-Limiter. The preset
    ``api`` says ``100 per 15 minutes``, ``strict`` says ``240 per minute``. None is no limit; those of
    :func:`limit` still hold."""
    per_route: str | None = None
    """What one client may ask of each route that has no limit of its own; Flask-Limiter calls it ``default_limits``."""
    strategy: Strategy = "fixed-window"
    """``fixed-window``, ``moving-window`` or ``sliding-window-counter``. The last two are stricter at the border of two
    windows, cost several trips to the store, and cannot take back what was counted for an exempt route."""
    when_down: WhenDown = "local"
    """While the store is down: ``local`` lets each worker count for itself, ``deny`` answers 503, ``allow`` does not
    count."""
    headers: Headers = "near"
    """When ``RateLimit`` and ``RateLimit-Policy`` tell about `default`: ``near`` when less than a quarter is left,
    ``always`` (preset ``api``), or ``never``. A route with limits of its own always tells about these, unless
    ``never``."""
    exempt_paths: Sequence[str] = ()
    """Paths that `default` does not count, exactly as in the URL; with a slash at the end, all GET requests below."""
    exempt_clients: Sequence[str] = ()
    """Addresses and networks that `default` does not count, such as your monitoring: ``192.0.2.7``, ``10.1.0.0/16``.
    """
    ipv4_prefix: int = 32
    """How many bits of an IPv4 address make a client."""
    ipv6_prefix: int = 64
    """How many bits of an IPv6 address make a client. The usual customer owns a /64 and can use each address in it."""
    user_key: Callable[..., Any] | None = None
    """A function that returns the id of the signed-in user, or None: limits of routes then count the user instead of
    the address. Default: ``_user_id`` (Flask-Login) or ``user_id`` of a session that came with a cookie."""
    limiter: Any = field(default=None, repr=False)
    """The ``Limiter`` of Flask-Limiter whose decorators hold here, True for its ``RATELIMIT_*`` keys only; set by
    ``Hardened(app, limiter=...)``, which reads its settings as well."""

    def faults(self) -> Iterator[Problem]:
        """Yield limits, networks, paths and prefixes that make no sense."""
        for name in ("default", "per_route"):
            text = getattr(self, name)
            fault = None if text is None else limit_fault(text)
            if fault is not None:
                yield self.problem(name, *fault)
        for client in self.exempt_clients:
            if not _is_network(client):
                yield self.problem("exempt_clients", f"{client!r} is no address.", "Give addresses or networks.")
        for path in self.exempt_paths:
            if not path.startswith("/") or path == "/":
                yield self.problem("exempt_paths", f"{path!r} is no path.", "Give paths such as '/feed' or '/hooks/'.")
        for name, most in (("ipv4_prefix", 32), ("ipv6_prefix", 128)):
            if not 8 <= getattr(self, name) <= most:
                yield self.problem(name, f"{getattr(self, name)} makes no sense.", f"Give 8 to {most} bits.")


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True
