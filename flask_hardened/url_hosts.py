"""Hosts as browsers read them (WHATWG URL Standard, "host parsing")."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from .authority import parse_authority

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]")
"""Forbidden domain code points."""
_DOTS = str.maketrans({"\u3002": ".", "\uff0e": ".", "\uff61": "."})
_IGNORED = re.compile("[\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
"""What UTS #46 drops; the joiners, which it keeps in some names, are dropped too: the result is marked as inexact."""
_HEX = re.compile(r"0[xX][0-9A-Fa-f]*", re.ASCII)
_LONGEST = 2048
"""Characters of a host; longer ones exist nowhere."""
_LONGEST_NAME = 253
"""Characters of a name beyond ASCII (RFC 1035): Punycode takes a time that grows with their square."""

_PIECE = 1024
"""Characters that are normalised at once: sorting combining marks takes a time that grows with their square."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host in its normal form."""

    name: str
    exact: bool = True
    """False when it was not ASCII."""


def parse_host(text: str) -> Host | None:
    """Return the host of an ``http`` or ``https`` URL, or None where browsers refuse the URL.

    Percent-encodings are decoded, names mapped to lower case and A-labels, IPv4 addresses read in every form that the
    standard knows (``2130706433``, ``0x7f.1``, ``0177.0.0.1``).

    :param text: what stands between the slashes, behind any ``@``, without the port.
    """
    if len(text) > _LONGEST:
        return None
    if text.startswith("["):
        return _ipv6(text)
    name = unquote_to_bytes(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    exact = name.isascii()
    mapped = name.lower() if exact else _to_ascii(name)
    if mapped is None or not mapped or _FORBIDDEN.search(mapped):
        return None
    if _ends_in_a_number(mapped):
        address = _ipv4(mapped)
        return None if address is None else Host(address, exact)
    return Host(mapped, exact)


def folded(text: str) -> str:
    """Return `text` as a name in it would be mapped: compatibility forms resolved, lower case, what is ignored gone.

    Made to find a host in a text, whatever script it was written in.
    """
    if text.isascii():
        return text.lower()
    bare = _IGNORED.sub("", text)
    pieces = (bare[start : start + _PIECE] for start in range(0, len(bare), _PIECE))
    return _IGNORED.sub("", "".join(unicodedata.normalize("NFKC", piece) for piece in pieces).lower()).translate(_DOTS)


def _to_ascii(name: str) -> str | None:
    """Map a name that is not ASCII, about as UTS #46 does; exact only where the versions of Unicode agree."""
    mapped = folded(name)
    if "\ufffd" in name or len(mapped) > _LONGEST_NAME:
        return None
    mapped = unicodedata.normalize("NFC", mapped)
    try:
        return ".".join(
            label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in mapped.split(".")
        )
    except UnicodeError:
        return None


def _ipv6(text: str) -> Host | None:
    if not text.endswith("]") or "%" in text or not text.isascii():
        return None
    try:
        written = str(ipaddress.IPv6Address(text[1:-1]))
    except ValueError:
        return None
    authority = parse_authority(f"[{written}]")
    return None if authority is None else Host(authority.name)


def _ends_in_a_number(name: str) -> bool:
    labels = name.split(".")
    if not labels[-1]:
        if len(labels) == 1:
            return False
        labels.pop()
    return (labels[-1].isascii() and labels[-1].isdigit()) or _HEX.fullmatch(labels[-1]) is not None


def _ipv4(name: str) -> str | None:
    """Read an address of one to four numbers, each decimal, octal (``0``) or hexadecimal (``0x``)."""
    parts = name.split(".")
    if not parts[-1] and len(parts) > 1:
        parts.pop()
    if len(parts) > 4:
        return None
    numbers = [_number(part) for part in parts]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or any(number > 255 for number in known[:-1]) or known[-1] >= 256 ** (5 - len(known)):
        return None
    total = known[-1] + sum(number * 256 ** (3 - index) for index, number in enumerate(known[:-1]))
    return str(ipaddress.IPv4Address(total))


def _number(part: str) -> int | None:
    if _HEX.fullmatch(part):
        return _limited(part[2:].lstrip("0") or "0", 16)
    if not part.isascii() or not part.isdigit():
        return None
    if part[0] == "0":
        return _limited(part.lstrip("0") or "0", 8)
    return _limited(part, 10)


def _limited(digits: str, radix: int) -> int | None:
    """Read digits; a number that no address holds is as good as none, and int() refuses thousands of digits."""
    try:
        return int(digits, radix) if len(digits) <= 12 else None
    except ValueError:
        return None
