"""Hosts that are this very machine."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

_PORT = re.compile(r":[0-9]{1,5}|", re.ASCII)
_LABELS = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,20}localhost\.?", re.ASCII)

_IPV4 = ipaddress.IPv4Network("127.0.0.0/8")
_IPV6 = ipaddress.IPv6Address("::1")


@lru_cache(maxsize=64)
def is_loopback(host: str) -> bool:
    """Tell whether a ``Host`` header names the machine the browser runs on (RFC 6761 section 6.3, RFC 5735, RFC 4291).

    These are ``localhost``, names below it, 127.0.0.0/8 and ``[::1]``, each with or without a port, and nothing else.
    """
    host = host.lower()
    if len(host) > 260:
        return False
    if host.startswith("["):
        inner, closing, port = host[1:].partition("]")
        return bool(closing) and _PORT.fullmatch(port) is not None and _address(inner) == _IPV6
    name, colon, digits = host.partition(":")
    if _PORT.fullmatch(colon + digits) is None:
        return False
    if _LABELS.fullmatch(name) is not None:
        return True
    address = _address(name)
    return isinstance(address, ipaddress.IPv4Address) and address in _IPV4


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
