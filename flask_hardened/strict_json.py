"""JSON from strangers, read in the one way that no two readers disagree about."""

from __future__ import annotations

import json
from typing import Any, NoReturn

MOST_DIGITS = 32
"""Digits of a number; no date and no id of 64 bits needs more."""


def read_json(data: bytes | str) -> Any:
    """Return the value of a JSON text (RFC 8259, as I-JSON, RFC 7493, narrows it).

    :raises ValueError: if it is no JSON, is not UTF-8, is nested too deeply, names a member twice, or holds NaN, an
        infinite number, a number of more than 32 characters or half of a surrogate pair.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value = json.loads(
            text, object_pairs_hook=_members, parse_constant=_no_number, parse_int=_integer, parse_float=_decimal
        )
        if "\\u" in text:
            _written(value)
    except RecursionError:
        raise ValueError("This JSON is nested too deeply.") from None
    return value


def write_json(value: object) -> str:
    """Return a value as compact JSON in ASCII.

    :raises TypeError: if reading it would not give the same value back: a tuple, a date, a number as a key, NaN.
    """
    try:
        text = json.dumps(value, allow_nan=False, separators=(",", ":"))
        same = read_json(text) == value
    except (ValueError, RecursionError) as error:
        raise TypeError("This value cannot be written as JSON.") from error
    if not same:
        raise TypeError("This value is changed by JSON: use lists, and strings as keys.")
    return text


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("This JSON names a member twice.")
    return members


def _no_number(name: str) -> NoReturn:
    raise ValueError("This JSON holds what is no number.")


def _integer(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("This JSON holds a number that is too long.")
    return int(digits)


def _decimal(digits: str) -> float:
    number = float(digits)
    if len(digits) > MOST_DIGITS or number in (float("inf"), float("-inf")):
        raise ValueError("This JSON holds a number that is too large.")
    return number


def _written(value: Any) -> None:
    """Make sure that every string in `value` can be written as UTF-8."""
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, dict):
        for name, member in value.items():
            name.encode()
            _written(member)
    elif isinstance(value, list):
        for item in value:
            _written(item)
