"""Targets: the places off the site where redirects may lead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...urls import WEB, Destination, destination

_SCHEME_ONLY = re.compile(r"([a-z][a-z0-9+.-]*):(?://)?", re.ASCII)
_ENTRY = re.compile(r"https?://(?P<below>\*\.)?[^/\\?#@\s*]+/?", re.IGNORECASE)
_NEVER = frozenset({"about", "blob", "data", "file", "filesystem", "javascript", "vbscript", "view-source"})
"""Schemes that run scripts, or read the visitor's disk."""
_EXAMPLES = "Write an origin, such as 'https://pay.example.com' or 'https://*.example.com', or 'com.example.app:'."


@dataclass(frozen=True, slots=True)
class Target:
    """One entry of the list."""

    origin: Destination
    below: bool = False
    """Every name below the host, not the host itself."""

    def covers(self, found: Destination) -> bool:
        """Tell whether `found` is a place that the entry names."""
        if not found.exact or found.scheme != self.origin.scheme or found.port != self.origin.port:
            return False
        if self.below:
            return found.host.endswith(f".{self.origin.host}")
        return found.host == self.origin.host

    @property
    def is_unencrypted(self) -> bool:
        """Whether it is a site over plain HTTP that is not on this machine."""
        host = self.origin.host
        local = host in {"localhost", "[::1]"} or host.endswith(".localhost") or host.startswith("127.")
        return self.origin.scheme == "http" and not local


def parse_target(entry: str) -> Target:
    """Read one entry.

    :raises ValueError: with two arguments, the fault and the fix.
    """
    shown = ascii(entry[:80])
    scheme = _SCHEME_ONLY.fullmatch(entry.lower())
    if scheme is not None:
        if scheme[1] in _NEVER:
            raise ValueError(f"{shown}: no redirect may lead to a URL of that scheme.", _EXAMPLES)
        if scheme[1] in {*WEB, "ftp", "ws", "wss"}:
            raise ValueError(f"{shown} allows every site.", _EXAMPLES)
        return Target(Destination(scheme[1]))
    match = _ENTRY.fullmatch(entry)
    if match is None:
        raise ValueError(f"{shown} is not an origin.", _EXAMPLES)
    origin = destination(entry.replace("*.", "", 1))
    if origin is None or not origin.host.strip("."):
        raise ValueError(f"{shown} has a host that browsers refuse.", _EXAMPLES)
    if not origin.exact:
        raise ValueError(f"{shown} has a host that browsers encode in different ways.", "Write its 'xn--' form.")
    if match["below"] and (origin.host[0] == "[" or origin.host.replace(".", "").isdigit()):
        raise ValueError(f"{shown} is an address with a wildcard.", f"Write {origin.origin!r}.")
    if match["below"] and "." not in origin.host and origin.host != "localhost":
        raise ValueError(f"{shown} allows every site under a top-level domain.", "Write 'https://*.example.com'.")
    return Target(origin, below=match["below"] is not None)


class Targets:
    """The entries that hold for one endpoint."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = tuple(dict.fromkeys(entries))
        self._targets = tuple(parse_target(entry) for entry in self.entries)

    def cover(self, found: Destination) -> bool:
        """Tell whether an entry names the place."""
        return any(target.covers(found) for target in self._targets)
