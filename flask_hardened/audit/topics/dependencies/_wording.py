"""How findings about packages put lists and versions into words."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.version import InvalidVersion, Version

MOST = 8
"""More than these are counted, not named."""


def listed(names: Iterable[str]) -> str:
    """Return names, each once, with commas; of a long list the first ones, and how many more there are."""
    each = list(dict.fromkeys(names))
    more = f" and {len(each) - MOST} more" if len(each) > MOST else ""
    return ", ".join(each[:MOST]) + more


def first_after(version: str, fixed: Iterable[str]) -> str | None:
    """Return the lowest of the fixed versions that is above the one in use; None if there is none."""
    return min((each for each in fixed if _order(each) > _order(version)), key=_order, default=None)


def highest(versions: Iterable[str]) -> str:
    """Return the highest of some versions."""
    return max(versions, key=_order)


def _order(version: str) -> Version:
    """Return what orders a version; one that PEP 440 does not know is below all others."""
    try:
        return Version(version)
    except InvalidVersion:
        return Version("0.dev0")
