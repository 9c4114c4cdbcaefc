"""Values in a configuration for nginx: none of them may end the directive it stands in, or name a variable."""

from __future__ import annotations

import re

from ..errors import HardenedError

_UNQUOTABLE = re.compile(r"[\x00-\x1f\x7f$]|[\ud800-\udfff]")
_PLAIN = re.compile(rb"[A-Za-z0-9/_~-]")


class NginxError(HardenedError):
    """No configuration can be written; the message says why, and what to do."""


def quoted(text: str, what: str) -> str:
    """Return `text` as one quoted word.

    :param what: what it is, for the message.
    :raises NginxError: for what nginx has no words for: control characters, and ``$``, which begins a variable.
    """
    if not text or _UNQUOTABLE.search(text):
        raise NginxError(f"{what} cannot stand in a configuration of nginx: {ascii(text)[:80]}.")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def header_value(text: str, what: str) -> str:
    """Return the value of a header as one quoted word.

    :raises NginxError: as :func:`quoted` does, and for what is not ASCII.
    """
    if not text.isascii():
        raise NginxError(f"{what} cannot stand in a header: {ascii(text)[:80]}.")
    return quoted(text, what)


def literal(text: str) -> str:
    """Return a part of a URL as a regular expression that matches it and nothing else, whatever it contains."""
    found = text.encode("utf-8", "surrogatepass")
    return "".join(
        chr(byte) if _PLAIN.match(bytes([byte])) else f"\\x{byte:02X}" for byte in found
    )  # fmt: skip
