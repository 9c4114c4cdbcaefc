"""Whether what an address gives can be changed on its way."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

_CLEAR = frozenset({"http", "ftp", "git", "svn", "rsync"})
_LOCAL = frozenset({"localhost", "ip6-localhost"})


def is_clear(address: str) -> bool:
    """Whether an address is fetched without encryption, from another machine. ``git+http://`` counts as ``http://``."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme.lower().rpartition("+")[2] in _CLEAR and bool(host) and not is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine's own."""
    name = host.strip("[]").lower()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in _LOCAL or name.endswith(".localhost")


def is_remote(address: str) -> bool:
    """Whether an address leads to a server, and to no folder of this machine."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme.lower() not in {"", "file"}


def has_hash(address: str) -> bool:
    """Whether an address says what the hash of the file must be, as in ``#sha256=…``."""
    return any(part.startswith(("sha256=", "sha384=", "sha512=")) for part in address.partition("#")[2].split("&"))
