"""Values as written in code, JSON or an environment variable, brought to the type an option declares."""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from .errors import did_you_mean

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


def coerce(value: Any, hint: Any) -> Any:
    """Return `value` as the type `hint` describes.

    A list, tuple, set or frozenset becomes a tuple; a string given for a tuple of strings is split at commas and white
    space, so that ``FLASK_HARDENED_HOSTS_ALLOWED="a.example, b.example"`` works.

    :raises ValueError: with two arguments, the fault and the fix. The value itself is quoted only in its short form.
    """
    origin = get_origin(hint)
    if hint is Any:
        return value
    if origin in (Union, types.UnionType):
        return _coerce_union(value, get_args(hint))
    if origin is Literal:
        choices = get_args(hint)
        if value in choices and type(value) in {type(choice) for choice in choices}:
            return value
        raise ValueError(f"{_short(value)} is not a choice.", did_you_mean(str(value), map(str, choices)))
    if origin in (tuple, collections.abc.Sequence):
        return _coerce_tuple(value, get_args(hint)[0])
    if origin in (collections.abc.Mapping, dict):
        if isinstance(value, Mapping):
            key_hint, item_hint = get_args(hint)
            return {coerce(key, key_hint): coerce(item, item_hint) for key, item in value.items()}
        raise ValueError(f"{_short(value)} is not a mapping.", "Give a dict (in the environment: a JSON object).")
    if origin is collections.abc.Callable:
        if callable(value):
            return value
        raise ValueError(f"{_short(value)} cannot be called.", "Give a function.")
    return _coerce_plain(value, origin or hint)  # isinstance() takes re.Pattern, but not re.Pattern[str]


def _coerce_union(value: Any, hints: tuple[Any, ...]) -> Any:
    if value is None and type(None) in hints:
        return None
    first: ValueError | None = None
    for hint in hints:
        if hint is type(None):
            continue
        try:
            return coerce(value, hint)
        except ValueError as error:
            first = first or error
    assert first is not None
    raise first


def _coerce_tuple(value: Any, item_hint: Any) -> tuple[Any, ...]:
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(coerce(item, item_hint) for item in value)
    raise ValueError(f"{_short(value)} is not a list.", 'Give a list, for instance ["a", "b"].')


def _coerce_plain(value: Any, hint: type) -> Any:
    if hint is bool and isinstance(value, str) and value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    if hint is bool and not isinstance(value, bool):
        raise ValueError(f"{_short(value)} is neither true nor false.", "Give True or False.")
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise ValueError(f"{_short(value)} is not {_article(hint)}.", f"Give {_article(hint)}.")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _article(hint: type) -> str:
    words = {int: "a whole number", float: "a number", str: "a string", bytes: "bytes"}
    return words.get(hint, f"an object of type {hint.__name__}")
