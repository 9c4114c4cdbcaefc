"""One event as one line: ASCII, valid JSON, at most 4096 bytes, whatever its fields hold (CWE-117, CWE-532)."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import ipaddress
import json
import math
import pathlib
import uuid
from collections.abc import Container, Iterable, Mapping
from itertools import accumulate, islice
from typing import Any

from .event_masking import LONGEST_TEXT, MASK, Masking

LONGEST_LINE = 4096
"""Bytes of one line, without its line break: what one ``write`` puts into a pipe undivided (POSIX ``PIPE_BUF``)."""

_LONGEST_NAME = 64
_LONGEST_VALUES = (1024, 512, 256, 128, 64, 32)
"""What a field's value may take, in bytes: the largest of these with which the line is short enough."""
_DEEPEST = 5
_MOST_ITEMS = 40
_MOST_NODES = 400
_MOST_CHARACTERS = 32768
_OMITTED = "omitted_fields"

_SPEAKING = (
    *(dt.date, dt.time, dt.timedelta, decimal.Decimal, uuid.UUID, pathlib.PurePath),
    *(ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network),
)
"""Types of the standard library whose ``str`` is short and says nothing but the value."""


def encode(value: Any) -> str:
    """Return `value` as JSON in printable ASCII; DEL is the one control character that :mod:`json` leaves as it is."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).replace("\x7f", "\\u007f")


def shorten(text: str, longest: int) -> str:
    """Return `text`, cut so that its JSON takes at most `longest` bytes, with a mark of how many characters are gone.

    :param longest: at least 32.
    """
    if len(text) <= longest and len(encode(text)) <= longest:
        return text
    low, high = 0, min(len(text), longest)
    while low < high:
        middle = (low + high + 1) // 2
        if len(encode(f"{text[:middle]}...[+{len(text) - middle}]")) <= longest:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low]}...[+{len(text) - low}]"


def type_name(value: object) -> str:
    """Return the name of the type of `value`, which stands for values that have no JSON form."""
    try:
        return f"<{str.__str__(type(value).__name__)[:60]}>"
    except Exception:  # noqa: BLE001 - a metaclass may do anything
        return "<object>"


class Plainer:
    """Turns any value into one that JSON has, with the secrets masked.

    One object per event: it counts what it has looked at, so that no input makes one event dear. What comes after that
    is named by its type only.

    No ``__str__``, ``__repr__`` or ``default`` of a foreign type is called: an unknown object becomes the name of its
    type. Of an exception too, because messages quote what they complain about.
    """

    def __init__(self, masking: Masking) -> None:
        self._masking = masking
        self._nodes = _MOST_NODES
        self._characters = _MOST_CHARACTERS

    def plain(self, value: object, depth: int = 0) -> Any:
        """Return `value` as JSON has it. Never raises."""
        self._nodes -= 1
        try:
            return self._plain(value, type(value), depth)
        except Exception:  # noqa: BLE001 - a subclass may raise from anything; its event must still come out
            return type_name(value)

    def _plain(self, value: Any, kind: type, depth: int) -> Any:
        if value is None or kind is bool:
            return value
        if self._nodes < 0:
            return type_name(value)
        if issubclass(kind, enum.Enum):
            return self.plain(value.value, depth + 1) if depth < _DEEPEST else type_name(value)
        if issubclass(kind, str):
            return self._text(str.__str__(value))
        if issubclass(kind, int):
            number = int.__int__(value)
            return number if number.bit_length() <= 64 else f"<int of {number.bit_length()} bits>"
        if issubclass(kind, float):
            real = float.__float__(value)
            return real if math.isfinite(real) else str(real)
        if issubclass(kind, (bytes, bytearray)):
            return self._text(bytes(value[:LONGEST_TEXT]).decode("ascii", "backslashreplace"))
        if kind.__module__ in _STANDARD and issubclass(kind, _SPEAKING):
            return self._text(str(value))
        if depth >= _DEEPEST:
            return type_name(value)
        if issubclass(kind, dict):
            return self._pairs(dict.items(value), depth)
        if issubclass(kind, Mapping):
            return self._pairs(value.items(), depth)
        if issubclass(kind, (list, tuple, set, frozenset)):
            return self._items(value, depth)
        return type_name(value)

    def _pairs(self, pairs: Iterable[tuple[Any, Any]], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, item in islice(pairs, _MOST_ITEMS):
            whole = self.name(key)
            made[_free(made, shorten(whole, _LONGEST_NAME))] = self.named(whole, item, depth + 1)
        return made

    def _items(self, items: Iterable[Any], depth: int) -> list[Any]:
        made: list[Any] = []
        for item in islice(items, _MOST_ITEMS):
            if type(item) in (tuple, list) and len(item) == 2 and type(item[0]) is str:
                name = self.name(item[0])
                made.append([name, self.named(name, item[1], depth + 1)])
            else:
                made.append(self.plain(item, depth + 1))
        return made

    def _text(self, text: str) -> str:
        if self._characters <= 0 and text:
            return "<str>"
        self._characters -= min(len(text), LONGEST_TEXT)
        return self._masking.text(text)

    def named(self, name: str, value: object, depth: int = 0) -> Any:
        """Return `value` as JSON has it, or the mask when its name is secret; True, False and None say no secret."""
        if value is None or value is True or value is False or not self._masking.hides(name):
            return self.plain(value, depth)
        return MASK

    def name(self, key: object) -> str:
        """Return the key of a mapping as a text."""
        kind = type(key)
        if issubclass(kind, str):
            return self._text(str.__str__(key))
        if kind is int or kind is bool or key is None:
            return str(self.plain(key))
        return type_name(key)


_STANDARD = frozenset({kind.__module__ for kind in _SPEAKING} | {"pathlib._local"})


def _free(taken: Container[str], name: str) -> str:
    """Return `name`, with as many underscores behind it as make it a new one."""
    while name in taken:
        name += "_"
    return name


def line_of(core: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    """Return the line.

    :param core: what every event has; not empty, already plain and short, and never shortened here.
    :param fields: what this event has beside; plain, of any size. A name that is taken gets an underscore. Long values
        are shortened, all to the same length; a list or mapping that is too long is shortened as the text of its JSON.
        When even that is not enough, the last fields are left out and counted in ``omitted_fields``.
    """
    extra: dict[str, Any] = {}
    for name, value in fields.items():
        extra[_free(extra.keys() | core.keys() | {_OMITTED}, shorten(name, _LONGEST_NAME))] = value
    encodings = [(encode(name), value, encode(value)) for name, value in extra.items()]
    head = encode(dict(core))[:-1]
    room = LONGEST_LINE - len(head) - 1
    pieces: list[str] = []
    for longest in (LONGEST_LINE, *_LONGEST_VALUES):
        pieces = [f",{name}:{_within(value, encoded, longest)}" for name, value, encoded in encodings]
        if sum(map(len, pieces)) <= room:
            return f"{head}{''.join(pieces)}}}"
    return _leave_out(head, pieces, room)


def _within(value: Any, encoded: str, longest: int) -> str:
    if len(encoded) <= longest:
        return encoded
    return encode(shorten(value if isinstance(value, str) else encoded, longest))


def _leave_out(head: str, pieces: list[str], room: int) -> str:
    room -= len(f',"{_OMITTED}":{len(pieces)}')
    kept = sum(end <= room for end in accumulate(map(len, pieces)))
    return f'{head}{"".join(pieces[:kept])},"{_OMITTED}":{len(pieces) - kept}}}'
