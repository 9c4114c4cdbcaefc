"""Origins: the Origin header read strictly, and the entries that allow some of them (WHATWG Fetch, RFC 6454)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...authority import Authority, parse_authority, to_ascii
from .patterns import compile_pattern
from .shared_domains import SHARED_DOMAINS

REGEX_PREFIX = "re:"
ANY = "*"

_ORIGIN = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,31})://([A-Za-z0-9_.:\[\]-]{1,262})", re.ASCII)
_ENTRY = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<below>\*\.)?(?P<rest>[^/?#@\\\s]+)")
_OPAQUE = frozenset({"about", "blob", "data", "file", "filesystem", "javascript"})
"""Schemes whose pages have no origin: browsers send ``null`` for them."""
_EXAMPLES = "Write an origin, such as 'https://app.example.com', 'https://*.example.com' or 'http://localhost:3000'."


@dataclass(frozen=True, slots=True)
class Origin:
    """A scheme, a host and a port, in the one spelling that browsers use."""

    scheme: str
    authority: Authority

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}"


def read_origin(text: str) -> Origin | None:
    """Read an Origin header, or return None when it is not one origin: ``null``, a URL, a list, anything malformed.

    A host that ends in a dot is another origin than the one without, so it is none that could be allowed.
    """
    match = _ORIGIN.fullmatch(text)
    if match is None:
        return None
    scheme, rest = match[1].lower(), match[2]
    if scheme in _OPAQUE or rest.endswith(".") or ".:" in rest:
        return None
    authority = parse_authority(rest)
    return None if authority is None else Origin(scheme, authority.without_default_port(scheme))


@dataclass(frozen=True, slots=True)
class Below:
    """``https://*.example.com``: every name below a domain, one label or more, never the domain itself."""

    scheme: str
    suffix: str
    port: int | None

    def allows(self, origin: Origin) -> bool:
        """Tell whether `origin` lies below the domain, with the same scheme and port."""
        authority = origin.authority
        return origin.scheme == self.scheme and authority.port == self.port and authority.name.endswith(self.suffix)


Entry = Origin | Below | re.Pattern[str]


def parse_entry(entry: str | re.Pattern[str]) -> Entry:
    """Read one entry of the list of origins; ``*`` is not for this function.

    :raises ValueError: with two arguments, the fault and the fix.
    """
    if not isinstance(entry, str) or entry.startswith(REGEX_PREFIX):
        return compile_pattern(entry if not isinstance(entry, str) else entry.removeprefix(REGEX_PREFIX))
    if entry.strip().lower() == "null":
        raise ValueError(
            "'null' is the origin of every sandboxed frame and local file, so of any attacker.", "Name real origins."
        )
    match = _ENTRY.fullmatch(entry)
    if match is None:
        raise ValueError(f"{_shown(entry)} is not an origin.", _fix(entry))
    if match["scheme"].lower() in _OPAQUE:
        raise ValueError(f"{_shown(entry)}: browsers send 'null' for pages of that scheme.", _EXAMPLES)
    try:
        ascii_rest = to_ascii(match["rest"])
    except ValueError:
        raise ValueError(
            f"{_shown(entry)} has a host that cannot be encoded safely.", "Write its 'xn--' form."
        ) from None
    origin = read_origin(f"{match['scheme']}://{ascii_rest}")
    if origin is None:
        fix = "Leave the last dot out." if ascii_rest.endswith(".") else _EXAMPLES
        raise ValueError(f"{_shown(entry)} is not an origin.", fix)
    return origin if match["below"] is None else _below(origin, entry)


def is_unencrypted(entry: str | re.Pattern[str]) -> bool:
    """Tell whether an entry allows a site over plain HTTP that is not on this machine; expressions are not judged."""
    if not isinstance(entry, str) or entry == ANY or entry.startswith(REGEX_PREFIX):
        return False
    parsed = parse_entry(entry)
    if isinstance(parsed, Below):
        return parsed.scheme == "http" and parsed.suffix != ".localhost"
    return isinstance(parsed, Origin) and parsed.scheme == "http" and not parsed.authority.is_loopback


def _below(origin: Origin, entry: str) -> Below:
    name = origin.authority.name
    if name.startswith("[") or name.replace(".", "").isdigit():
        raise ValueError(f"{_shown(entry)} is an address with a wildcard.", f"Write {str(origin)!r}.")
    if "." not in name and name != "localhost":
        raise ValueError(
            f"{_shown(entry)} allows every site under a top-level domain.", "Write the domain: 'https://*.example.com'."
        )
    if name in SHARED_DOMAINS:
        raise ValueError(
            f"{_shown(entry)} allows strangers: anybody can have a name below {name}.",
            "Name your own origins one by one.",
        )
    return Below(origin.scheme, f".{name}", origin.authority.port)


def _fix(entry: str) -> str:
    """Name the origin that is meant, where the entry has one."""
    bare = entry if "://" in entry else f"https://{entry}"
    match = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#@\\\s]+", bare)
    origin = None if match is None or "@" in entry else read_origin(match[0])
    return _EXAMPLES if origin is None else f"Write {str(origin)!r}."


def _shown(entry: str) -> str:
    return ascii(entry if len(entry) <= 80 else f"{entry[:80]}...")


class OriginList:
    """The allowed origins of one policy; built once.

    :raises ValueError: for an entry that :func:`parse_entry` refuses.
    """

    def __init__(self, entries: Sequence[str | re.Pattern[str]]) -> None:
        self.any = ANY in entries
        parsed = [parse_entry(entry) for entry in entries if entry != ANY]
        self.origins = tuple(entry for entry in parsed if isinstance(entry, Origin))
        self.exact = frozenset(map(str, self.origins))
        self._below = tuple(entry for entry in parsed if isinstance(entry, Below))
        self._patterns = tuple(entry for entry in parsed if isinstance(entry, re.Pattern))

    def find(self, text: str) -> str | None:
        """Return the allowed origin that an Origin header names, in its normal form, or None.

        What is returned never holds anything but a scheme, a host and a port, whatever the header holds.
        """
        if text in self.exact:
            return text
        origin = read_origin(text)
        if origin is None:
            return None
        normal = str(origin)
        if (
            normal in self.exact
            or any(below.allows(origin) for below in self._below)
            or any(pattern.fullmatch(normal) for pattern in self._patterns)
        ):
            return normal
        return None
