"""Authority: the host and port of a request, read strictly and brought to one spelling."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from types import MappingProxyType

DEFAULT_PORTS = MappingProxyType({"http": 80, "ws": 80, "https": 443, "wss": 443})
"""The port that each scheme implies."""

_AUTHORITY = re.compile(
    r"(?:([A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*)\.?|\[([0-9A-Fa-f:.]{2,45})\])(?::([1-9][0-9]{0,4}))?", re.ASCII
)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_READ_DIFFERENTLY = frozenset("\u00df\u03c2\u200c\u200d")
"""Sharp s, final sigma, the joiners: IDNA 2003 (Python) and browsers make different names of these."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A host name or address, and the port where one is named."""

    name: str
    """Lower case, without a trailing dot; IPv6 compressed and in brackets."""
    port: int | None = None

    def __str__(self) -> str:
        return self.name if self.port is None else f"{self.name}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether the name can only mean the machine itself: localhost and below, 127.0.0.0/8, ::1."""
        name = self.name
        return name in {"localhost", "[::1]"} or name.endswith(".localhost") or _is_ipv4_loopback(name)

    def without_default_port(self, scheme: str) -> Authority:
        """Return the same without a port that `scheme` implies anyway."""
        return Authority(self.name) if self.port == DEFAULT_PORTS.get(scheme) else self


def parse_authority(text: str) -> Authority | None:
    """Read a Host header (RFC 9110 section 7.2), or return None when it is anything but a plain host and port.

    ASCII names, IPv4, bracketed IPv6; a port from 1 to 65535. Underscores are allowed in labels. A name whose last
    label is a number must be a complete IPv4 address, because browsers read it as one (WHATWG URL, "ends in a number").
    """
    match = _AUTHORITY.fullmatch(text)
    if match is None:
        return None
    name, bracketed, digits = match.groups()
    port = int(digits) if digits else None
    if port is not None and port > 65535:
        return None
    try:
        name = _ipv6(bracketed) if name is None else _reg_name(name.lower())
    except ValueError:
        return None
    return Authority(name, port)


def to_ascii(name: str) -> str:
    """Return a host name as it travels (RFC 5890: A-labels); what is ASCII stays as it is.

    :raises ValueError: when it cannot be encoded, or when browsers would encode it in another way.
    """
    if not name.isascii() and _READ_DIFFERENTLY.intersection(name):
        raise ValueError(name)
    return name if name.isascii() else name.encode("idna").decode("ascii")


def _reg_name(name: str) -> str:
    if len(name) > 253:
        raise ValueError(name)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return str(ipaddress.IPv4Address(name))
    return name


def _ipv6(text: str) -> str:
    address = ipaddress.IPv6Address(text)
    if address.ipv4_mapped is None:
        return f"[{address}]"
    number = int(address.ipv4_mapped)  # written like this by browsers; str() differs between Python versions
    return f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]"


def _is_ipv4_loopback(name: str) -> bool:
    if not name.startswith("127."):
        return False
    try:
        return ipaddress.IPv4Address(name).is_loopback
    except ValueError:
        return False
