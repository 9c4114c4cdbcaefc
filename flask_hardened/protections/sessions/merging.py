"""What becomes of content that two requests have changed at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ABSENT = object()


def merged(before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return content with both requests' changes, key by key; None if both changed one key to different values.

    :param before: what both had read.
    """
    result = dict(theirs)
    for key in {*before, *mine}:
        old, own, other = before.get(key, _ABSENT), mine.get(key, _ABSENT), theirs.get(key, _ABSENT)
        if _same(own, old) or _same(own, other):
            continue
        if not _same(other, old):
            return None
        if own is _ABSENT:
            del result[key]
        else:
            result[key] = own
    return result


def _same(one: object, other: object) -> bool:
    """Whether nothing changed; 1 and True are equal, but not the same."""
    return type(one) is type(other) and one == other
