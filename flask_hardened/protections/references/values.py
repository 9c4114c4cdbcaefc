"""The values that references stand for, as bytes: each has one form, and each form is one value."""

from __future__ import annotations

from uuid import UUID

Value = int | str | UUID

_INT, _STR, _UUID = b"i", b"s", b"u"
_WIDTH = 8
"""Bytes of an integer where the form must not tell its size."""
LONGEST = 512
"""Bytes of a value; longer ones do not belong into a URL."""


def to_bytes(value: object, *, wide: bool) -> bytes:
    """Return the form of a value.

    :param wide: give integers of up to 64 bits the same length, so that nothing can be told from it.
    :raises TypeError: when it is no integer, string or UUID.
    :raises ValueError: when its form is longer than 512 bytes, or is no Unicode text.
    """
    if isinstance(value, bool) or not isinstance(value, (int, str, UUID)):
        raise TypeError(f"A reference stands for an int, a str or a UUID, not for {type(value).__name__}.")
    if isinstance(value, UUID):
        return _UUID + value.bytes
    if isinstance(value, str):
        form = _STR + value.encode()
    else:
        width = (value if value >= 0 else ~value).bit_length() // 8 + 1
        form = _INT + value.to_bytes(max(width, _WIDTH) if wide else width, "big", signed=True)
    if len(form) > LONGEST:
        raise ValueError(f"The value takes {len(form)} bytes; a reference holds {LONGEST}.")
    return form


def from_bytes(form: bytes) -> Value | None:
    """Return the value of a form, or None when it is none."""
    kind, content = form[:1], form[1:]
    if kind == _INT and content:
        return int.from_bytes(content, "big", signed=True)
    if kind == _UUID and len(content) == 16:
        return UUID(bytes=content)
    if kind == _STR:
        try:
            return content.decode()
        except UnicodeDecodeError:
            return None
    return None
