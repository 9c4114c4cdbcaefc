"""How large constants may become: source of strangers must not fill the memory of whoever audits it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterable
from typing import Any, Final

from .facts import MISSING

_LONGEST: Final = 10_000
"""Characters, bytes or items of what is folded."""
_BITS: Final = 4_096
"""Of whole numbers."""
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "ascii", "latin-1", "latin1", "iso-8859-1"})
_PADDED: Final = re.compile(r"%(?:\([^)]*\))?[-+ #]*[0-9*.]")
_FORMATTED: Final = re.compile(r"\{[^{}]*[:.\[!]")


def harmless(op: ast.operator, left: Any, right: Any) -> bool:
    """Whether the result is small enough to be computed at all."""
    if isinstance(op, ast.Pow):
        return isinstance(left, (int, float)) and isinstance(right, (int, float)) and _bits(left) * abs(right) <= _BITS
    if isinstance(op, ast.LShift):
        return isinstance(left, int) and isinstance(right, int) and 0 <= right <= _BITS
    if isinstance(op, ast.Mult):
        sizes = [len(side) for side in (left, right) if isinstance(side, (str, bytes, tuple, list))]
        times = [side for side in (left, right) if isinstance(side, int)]
        return not sizes or not times or sizes[0] * max(times[0], 0) <= _LONGEST
    if isinstance(op, ast.Mod) and isinstance(left, (str, bytes)):
        operands = right if isinstance(right, tuple) else (right,)
        return not _PADDED.search(left if isinstance(left, str) else left.decode("latin-1")) and plain(left, operands)
    return True


def _bits(value: float) -> int:
    return value.bit_length() if isinstance(value, int) else 64


def plain(text: str | bytes, operands: Iterable[Any]) -> bool:
    """Whether these can be written into a text without filling the memory."""
    longest = 0
    for each in operands:
        if not isinstance(each, (str, bytes, int, float, type(None))):
            return False
        longest = max(longest, len(each) if isinstance(each, (str, bytes)) else 0)
    return len(text) * max(longest, 1) <= _LONGEST * 10


def computed(compute: Callable[..., Any], *operands: Any) -> Any:
    """Return a result; ``MISSING`` if there is none, or it is too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = compute(*operands)
    except Exception:  # noqa: BLE001 - what fails when it is run is no constant
        return MISSING
    return value if _weight(value) <= _LONGEST else MISSING


def _weight(value: Any) -> float:
    """Return how large a value is, items in items counted; infinite for whole numbers that are too large."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, int):
        return 1 if value.bit_length() <= _BITS else float("inf")
    weight, waiting = 0.0, [value]
    while waiting and weight <= _LONGEST:
        current = waiting.pop()
        weight += len(current) if isinstance(current, (str, bytes)) else 1
        if isinstance(current, dict):
            waiting += [*current, *current.values()]
        elif isinstance(current, (tuple, list, set, frozenset)):
            waiting += current
    return weight


def harmless_method(name: str, text: str | bytes, arguments: list[Any], named: list[Any]) -> bool:
    """Whether a method of a constant text is small and plain enough to be called with these."""
    if name == "format":
        # A format may look into objects, and ask for any width: only plain places are filled in.
        return isinstance(text, str) and not _FORMATTED.search(text) and plain(text, [*arguments, *named])
    if name in {"encode", "decode"}:
        return all(isinstance(each, str) and each.lower() in _ENCODINGS for each in arguments) and not named
    if name == "join":
        items = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], (list, tuple)) else None
        return items is not None and (len(text) + 1) * len(items) + _weight(items) <= _LONGEST * 2
    return True
