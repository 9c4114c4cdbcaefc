"""Strict JSON: what can be read in one way only, in linear time, and without a deep stack.

RFC 8259 as I-JSON (RFC 7493) narrows it. Whatever is read here is read the same way by ``json`` and by pydantic.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from .faults import Fault, Unreadable
from .options import ValidationOptions

LONGEST_NUMBER = 100
"""Characters. Turning digits into a number takes quadratic time (CVE-2020-10735)."""

_INFINITE = (float("inf"), float("-inf"))
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_HALF_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)

_MESSAGES = {
    "json_invalid": "The body is no valid JSON",
    "json_empty": "The body is empty; JSON is expected",
    "json_encoding": "The body is not UTF-8",
    "json_bom": "The body begins with a byte order mark",
    "json_too_deep": "Arrays and objects are nested too deeply",
    "json_too_many_values": "There are too many values",
    "json_duplicate_key": "An object names a member twice",
    "json_number": "A number is not finite, or too long",
    "json_surrogate": "A string holds half of a surrogate pair",
}


class JsonReader:
    """Reads the JSON of one app."""

    def __init__(self, options: ValidationOptions) -> None:
        self._depth = options.max_json_depth
        self._values = options.max_json_values
        self._decode = json.JSONDecoder(
            object_pairs_hook=_object, parse_float=_float, parse_int=_integer, parse_constant=_constant
        ).decode

    def read(self, data: bytes) -> Any:
        """Return the value of a JSON text.

        :raises Unreadable: for everything that another reader might read in another way, or not at all.
        """
        self._measure(data)
        if data[:3] == b"\xef\xbb\xbf":
            raise unreadable("json_bom")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise unreadable("json_encoding") from None
        if b"\\u" in data and _HALF_PAIR.search(data.replace(b"\\\\", b"__")):
            raise unreadable("json_surrogate")
        try:
            return self._decode(text)
        except RecursionError:  # a view may be called with little of the stack left
            raise unreadable("json_too_deep") from None
        except ValueError:
            raise unreadable("json_invalid" if data.strip() else "json_empty") from None

    def _measure(self, data: bytes) -> None:
        """Look at depth and number of values before anything is built: with counts alone, where these are low enough.

        Each value but the first follows a comma or an opening bracket; names are not counted.
        """
        opened = data.count(b"[") + data.count(b"{")
        if opened <= self._depth and opened + data.count(b",") < self._values:
            return
        strings = (data.count(b'"') - data.count(b'\\"')) // 2
        if strings > 2 * self._values:  # at most one name for each value
            raise unreadable("json_too_many_values")
        bare = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        outside = b"".join(bare.split(b'"')[::2])
        brackets = outside.translate(None, _NOT_BRACKETS)
        if _is_deeper(brackets, self._depth):
            raise unreadable("json_too_deep")
        if outside.count(b"[") + outside.count(b"{") + outside.count(b",") >= self._values:
            raise unreadable("json_too_many_values")


def _is_deeper(brackets: bytes, depth: int) -> bool:
    """Tell whether brackets are nested deeper than `depth`, a piece at a time, so that hostile ones are found soon."""
    level = 0
    for start in range(0, len(brackets), 4096):
        for step in brackets[start : start + 4096].translate(_STEPS):
            level += 1 if step == 1 else -1
            if level > depth:
                return True
    return False


def unreadable(kind: str) -> Unreadable:
    """Return what is raised for JSON that cannot be read."""
    return Unreadable(Fault(("json",), kind, _MESSAGES[kind]))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise unreadable("json_duplicate_key")
    return made


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise unreadable("json_number")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits) if len(digits) <= LONGEST_NUMBER else _INFINITE[0]
    if number in _INFINITE:
        raise unreadable("json_number")
    return number


def _constant(name: str) -> NoReturn:
    raise unreadable("json_invalid")
