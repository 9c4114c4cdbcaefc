"""Where a view is written, through decorators, partials and class-based views."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_DEPTH = 50
_INSTALLED = "site-packages"


def source_place(view: object, root: Path) -> tuple[str | None, int | None]:
    """Return the file and the line where `view` is defined; (None, None) for what is not written in Python.

    :param root: paths below it are given relative to it.
    """
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        return _of_class(view_class, root)
    code = getattr(_innermost(view), "__code__", None)
    if code is None:
        return (None, None)
    return shown_path(code.co_filename, root), code.co_firstlineno


def wrapping_packages(view: object) -> Iterator[str]:
    """Yield the top-level package of each function that is wrapped around `view`, of a class around its methods."""
    view_class = getattr(view, "view_class", None)
    methods = [getattr(view_class, str(name).lower(), None) for name in getattr(view_class, "methods", None) or ()]
    for current in (view, *methods):
        layer: Any = current
        for _ in range(_DEPTH):
            if not hasattr(layer, "__wrapped__"):
                break
            # functools.wraps copies __module__, so only the globals tell where the wrapper is written
            yield str(getattr(layer, "__globals__", {}).get("__name__", "")).partition(".")[0]
            layer = layer.__wrapped__


def shown_path(path: str, root: Path) -> str:
    """Return `path` as a report shows it, with forward slashes.

    Relative to `root` where it lies below it; of an installed package from the package on, so that reports of two
    machines can be compared.
    """
    whole = Path(path)
    if _INSTALLED in whole.parts:
        place = len(whole.parts) - whole.parts[::-1].index(_INSTALLED)
        return Path(*whole.parts[place:]).as_posix()
    try:
        return whole.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        return path


def _of_class(view_class: type, root: Path) -> tuple[str | None, int | None]:
    try:
        lines = inspect.getsourcelines(view_class)
        file = inspect.getsourcefile(view_class)
    except (OSError, TypeError):
        return (None, None)
    return (None, None) if file is None else (shown_path(file, root), lines[1])


def _innermost(view: object) -> object:
    """Return the function that all the wrapping is around."""
    current: Any = view
    for _ in range(_DEPTH):  # a cycle must not hang the audit
        if isinstance(current, functools.partial):
            current = current.func
        elif inspect.ismethod(current):
            current = current.__func__
        elif hasattr(current, "__wrapped__"):
            current = current.__wrapped__
        elif inspect.isfunction(getattr(type(current), "__call__", None)):  # noqa: B004 - the function is wanted
            current = type(current).__call__
        else:
            break
    return current
