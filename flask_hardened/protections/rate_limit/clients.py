"""Clients: who is counted together. An address, or for IPv6 the network that one customer owns."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import lru_cache

from ...networks import network_of, parse_address
from ...storage import Key
from .options import RateLimitOptions

_KNOWN = 4096


class Clients:
    """Turns client addresses into groups, and groups into keys of the store; remembers the last ones.

    :param key_of: makes a key of the store.
    """

    def __init__(self, options: RateLimitOptions, key_of: Callable[..., Key]) -> None:
        self._bits = {"ipv4_prefix": options.ipv4_prefix, "ipv6_prefix": options.ipv6_prefix}
        self._exempt = tuple(map(ipaddress.ip_network, options.exempt_clients))
        self._key_of = key_of
        self.group: Callable[[str], str] = lru_cache(_KNOWN)(self._group)
        """Return the group of an address: ``4/c0000201``, ``6/20010db8...``."""
        self.default_key: Callable[[str], Key | None] = lru_cache(_KNOWN)(self._default_key)
        """Return the key that an address has for the default limit, None if it is exempt."""

    def _group(self, address: str) -> str:
        return network_of(address, **self._bits)

    def _default_key(self, address: str) -> Key | None:
        ip = parse_address(address)
        if ip is not None and any(ip in network for network in self._exempt):
            return None
        return self._key_of("default", self._group(address))
