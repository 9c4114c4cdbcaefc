"""Client addresses as servers and proxies write them, and the networks they lie in."""

from __future__ import annotations

import functools
import ipaddress
import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

UNIX = "unix"
"""The word that stands for peers on a Unix socket, which have no address."""

UNIX_PEERS = frozenset({"", "<local>", "localhost"})
"""REMOTE_ADDR over a Unix socket: nothing (gunicorn, uWSGI), ``<local>`` (Werkzeug), ``localhost`` (waitress)."""

_PORT = r"(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?"
_BRACKETED = re.compile(rf"\[([0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?:%[A-Za-z0-9_.-]+)?\]{_PORT}", re.ASCII)
_IPV4 = re.compile(rf"([0-9.]+){_PORT}", re.ASCII)
_IPV6 = re.compile(r"([0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?:%[A-Za-z0-9_.-]+)?", re.ASCII)


@functools.lru_cache(maxsize=1024)
def normal_address(text: str) -> str | None:
    """Return one address as ``X-Forwarded-For`` and ``Forwarded: for=`` carry it in its normal form, or None.

    Quotes, brackets, a port and a zone id are understood and left out; IPv4 mapped into IPv6 becomes IPv4. ``unknown``
    and obfuscated identifiers (RFC 7239 section 6) are not addresses.
    """
    address = parse_address(text)
    return None if address is None else str(address)


def parse_address(text: str) -> IPv4Address | IPv6Address | None:
    """Read one address, as :func:`normal_address` does."""
    text = text.strip(" \t")
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if len(text) > 100:
        return None
    match = _BRACKETED.fullmatch(text) or _IPV4.fullmatch(text) or _IPV6.fullmatch(text)
    if match is None:
        return None
    try:
        address = ipaddress.ip_address(match[1])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def parse_network(text: str) -> IPv4Network | IPv6Network:
    """Read an address or a network in CIDR notation.

    :raises ValueError: when it is neither; also when bits of the host are set, as in ``10.0.0.1/8``.
    """
    network = ipaddress.ip_network(text)
    if isinstance(network, IPv6Network) and network.prefixlen >= 96 and network[0].ipv4_mapped is not None:
        return IPv4Network((int(network[0].ipv4_mapped), network.prefixlen - 96))
    return network
