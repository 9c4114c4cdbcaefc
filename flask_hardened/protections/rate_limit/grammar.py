"""Limits as `limits` and Flask-Limiter write them: ``"100 per 15 minutes; 5/second"``."""

from __future__ import annotations

from functools import lru_cache

from ...errors import Problem
from ...storage import Strategy, Windows

EXAMPLE = 'Write for instance "10 per minute", or "5/second; 100 per 15 minutes".'


@lru_cache(maxsize=512)
def windows_of(text: str, strategy: Strategy = "fixed-window") -> Windows:
    """Return the windows that a string names.

    :raises ValueError: if it is not in the grammar, or names a window in which nothing is allowed.
    """
    windows = Windows.parse(text, strategy)
    if any(window.amount < 1 for window in windows.windows):
        raise ValueError(f"{text!r} lets nobody in.")
    return windows


def limit_fault(text: str) -> tuple[str, str] | None:
    """Return the fault and the fix of a string that is no limit, None if it is one."""
    try:
        windows_of(text)
    except ValueError:
        return f"{text[:80]!r} is no limit.", EXAMPLE
    return None


def limit_problem(setting: str, text: str) -> Problem | None:
    """Return the problem of a setting that is no limit, None if it is one."""
    fault = limit_fault(text)
    return None if fault is None else Problem(setting, *fault)
