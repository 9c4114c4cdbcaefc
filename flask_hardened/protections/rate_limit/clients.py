"""Clients: who is counted together. An address, or for IPv6 the network that one customer owns."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

from ...storage import Key
from .options import RateLimitOptions

_KNOWN = 4096


class Clients:
    """Turns client addresses into groups, and groups into keys of the store; remembers the last ones.

    :param key_of: makes a key of the store.
    """

    def __init__(self, options: RateLimitOptions, key_of: Callable[..., Key]) -> None:
        self._bits = {4: 32 - options.ipv4_prefix, 6: 128 - options.ipv6_prefix}
        self._exempt = tuple(map(ipaddress.ip_network, options.exempt_clients))
        self._key_of = key_of
        self.group: Callable[[str], str] = lru_cache(_KNOWN)(self._group)
        """Return the group of an address: ``4/c0000201``, ``6/20010db8...``."""
        self.default_key: Callable[[str], Key | None] = lru_cache(_KNOWN)(self._default_key)
        """Return the key that an address has for the default limit, None if it is exempt."""

    def _group(self, address: str) -> str:
        ip = _parsed(address)
        if ip is None:
            return f"?/{address[:200]}"  # a Unix socket, or a server that says something else: one client each
        return f"{ip.version}/{int(ip) >> self._bits[ip.version]:x}"

    def _default_key(self, address: str) -> Key | None:
        ip = _parsed(address)
        if ip is not None and any(ip in network for network in self._exempt):
            return None
        return self._key_of("default", self._group(address))


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    """Read an address as WSGI servers write it, with its zone; IPv4 mapped into IPv6 is IPv4."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip
