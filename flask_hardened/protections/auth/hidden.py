"""Marks that a decorator hides, because it returns another function and does not use ``functools.wraps``."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from ...marks import marks_on
from .access import AuthMark

_DEPTH = 6


def hidden_marks(view: Any, feature: str) -> Iterator[AuthMark]:
    """Yield what is demanded by marks of functions that a view, or a method of a view class, is wrapped around.

    A view that holds on to another view calls it, and so goes past what that one demands.
    """
    view_class = getattr(view, "view_class", None)
    names = {str(name).lower() for name in getattr(view_class, "methods", None) or ()} | {"dispatch_request"}
    methods = [getattr(view_class, name, None) for name in names] if view_class is not None else [view]
    for function in methods:
        for inner in _inside(function, _DEPTH, set()):
            for mark in (*marks_on(inner), *marks_on(getattr(inner, "view_class", None))):
                if mark.feature == feature and not mark.value.public:
                    yield mark.value


def _inside(view: Any, depth: int, seen: set[int]) -> Iterator[Any]:
    """Yield the functions that a function, a partial or a callable object holds on to."""
    if depth == 0:
        return
    for held in _held(view):
        if callable(held) and not isinstance(held, type) and id(held) not in seen:
            seen.add(id(held))
            yield held
            yield from _inside(held, depth - 1, seen)


def _held(view: Any) -> Iterator[Any]:
    if isinstance(view, functools.partial):
        yield view.func
        return
    for cell in getattr(view, "__closure__", None) or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not filled yet
            continue
    if not hasattr(view, "__code__"):
        yield from list(getattr(view, "__dict__", {}).values())
