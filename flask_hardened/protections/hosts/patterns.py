"""HostPattern: one entry of the list of allowed hosts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ...authority import Authority, parse_authority

_ENTRY = re.compile(r"(?P<below>\*\.|\.)?(?P<name>\[[^\[\]]*\]|[^:\[\]]+)(?::(?P<port>\*|[1-9][0-9]{0,4}))?")

_READ_DIFFERENTLY = frozenset("\u00df\u03c2\u200c\u200d")
"""Sharp s, final sigma, the joiners: IDNA 2003 (Python) and browsers make different names of these."""

_EXAMPLES = "Write a host name, such as 'example.com', '.example.com', '*.example.com' or 'example.com:8443'."


@dataclass(frozen=True, slots=True)
class HostPattern:
    """Which hosts one entry allows."""

    name: str
    """Normal form; empty for ``*``, which allows every host."""
    itself: bool = True
    below: bool = False
    port: int | Literal["*"] | None = None
    """A port to allow beside the scheme's default, or ``*``."""

    def names(self, authority: Authority) -> bool:
        """Tell whether the entry names this host, on whatever port."""
        if not self.name:
            return True
        if authority.name == self.name:
            return self.itself
        return self.below and authority.name.endswith(f".{self.name}")

    @property
    def for_flask(self) -> str:
        """The entry as Flask's own ``TRUSTED_HOSTS`` check reads it; ports and ``*.`` are finer than it can say."""
        return f".{self.name}" if self.below else self.name

    @property
    def sample(self) -> str:
        """One host that the entry allows."""
        return self.name if self.itself else f"www.{self.name}"


def parse_pattern(entry: str) -> HostPattern:
    """Read one entry.

    :raises ValueError: with two arguments, the fault and the fix.
    """
    if entry == "*":
        return HostPattern("")
    if "/" in entry or "@" in entry:
        raise ValueError(f"{entry!r} is a URL, not a host.", _EXAMPLES)
    match = _ENTRY.fullmatch(entry)
    if match is None:
        unbracketed = parse_authority(f"[{entry}]")
        fix = _EXAMPLES if unbracketed is None else f"Write {unbracketed.name!r}."
        raise ValueError(f"{entry!r} is not a host.", fix)
    below = match["below"]
    authority = parse_authority(_ascii(match["name"], entry))
    if authority is None or authority.port is not None:
        raise ValueError(f"{entry!r} is not a host.", _EXAMPLES)
    if below and (authority.name[0] == "[" or authority.name.replace(".", "").isdigit()):
        raise ValueError(f"{entry!r} is an address with a wildcard.", f"Write {authority.name!r}.")
    if match["port"] not in {None, "*"} and int(match["port"]) > 65535:
        raise ValueError(f"{entry!r} has no such port.", "Ports go up to 65535.")
    port = match["port"]
    return HostPattern(
        authority.name,
        itself=below != "*.",
        below=below is not None,
        port="*" if port == "*" else int(port) if port else None,
    )


def _ascii(name: str, entry: str) -> str:
    if name.isascii():
        return name
    if _READ_DIFFERENTLY.intersection(name):
        raise ValueError(f"{entry!r} has a letter that browsers encode in another way.", "Write its 'xn--' form.")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(f"{entry!r} cannot be encoded as a host name.", _EXAMPLES) from None
