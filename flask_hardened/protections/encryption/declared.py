"""Which columns of this process are encrypted with the keys of an app; the audit wants to know whether any is."""

from __future__ import annotations

_purposes: set[str] = set()


def declare(purpose: str) -> None:
    """Note that a column is encrypted."""
    _purposes.add(purpose)


def declared() -> tuple[str, ...]:
    """Return the purposes of all encrypted columns, sorted."""
    return tuple(sorted(_purposes))
