"""Networks: which addresses are counted as one client."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address


def parse_address(address: str) -> IPv4Address | IPv6Address | None:
    """Read an address as WSGI servers write it, with its zone; IPv4 mapped into IPv6 is IPv4. None if it is none."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def network_of(address: str, *, ipv4_prefix: int, ipv6_prefix: int) -> str:
    """Return the network of an address, such as ``4/c0000201`` or ``6/20010db8...``; one prefix gives one spelling.

    A Unix socket, or a server that says something else, gives ``?/`` and what it says.
    """
    ip = parse_address(address)
    if ip is None:
        return f"?/{address[:200]}"
    bits = 32 - ipv4_prefix if ip.version == 4 else 128 - ipv6_prefix
    return f"{ip.version}/{int(ip) >> bits:x}"
