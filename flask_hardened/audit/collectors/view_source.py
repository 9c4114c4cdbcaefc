"""Where a view is written, through decorators, partials and class-based views."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import warnings
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
    code = getattr(innermost(view), "__code__", None)
    if code is None:
        return (None, None)
    return shown_path(code.co_filename, root), code.co_firstlineno


def wrapping_packages(view: object) -> Iterator[str]:
    """Yield the top-level package of each function that is wrapped around `view`, of a class around its methods."""
    for layer in wrapping_functions(view):
        # functools.wraps copies __module__, so only the globals tell where the wrapper is written
        yield str(getattr(layer, "__globals__", {}).get("__name__", "")).partition(".")[0]


def wrapping_functions(view: object) -> Iterator[object]:
    """Yield each function that is wrapped around `view`, of a class around its methods, from the outermost in."""
    view_class = getattr(view, "view_class", None)
    methods = [getattr(view_class, str(name).lower(), None) for name in getattr(view_class, "methods", None) or ()]
    for current in (view, *methods):
        layer: Any = current
        for _ in range(_DEPTH):
            if not hasattr(layer, "__wrapped__"):
                break
            yield layer
            layer = layer.__wrapped__


def handler(view: object, method: str) -> object:
    """Return the function that answers a method, without what is wrapped around it."""
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return innermost(view)
    own = getattr(view_class, method.lower(), None)
    if own is None and method == "HEAD":
        own = getattr(view_class, "get", None)
    return innermost(own if own is not None else getattr(view_class, "dispatch_request", None))


def view_package(view: object) -> str:
    """Return the top-level package in which a view is written; empty for what is not written in Python."""
    return _module_of(view).partition(".")[0]


def is_installed(view: object) -> bool:
    """Tell whether a view is written in an installed package."""
    file = getattr(sys.modules.get(_module_of(view)), "__file__", None)
    return file is not None and _INSTALLED in Path(file).parts


def _module_of(view: object) -> str:
    module = getattr(getattr(view, "view_class", None), "__module__", None)
    return str(module or getattr(innermost(view), "__globals__", {}).get("__name__") or "")


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
        file = inspect.getsourcefile(view_class)
    except (OSError, TypeError):
        return (None, None)
    line = None if file is None else _classes_in(file).get(view_class.__qualname__)
    return (None, None) if file is None or line is None else (shown_path(file, root), line)


@functools.lru_cache(maxsize=512)
def _classes_in(file: str) -> dict[str, int]:
    """Return the first line of each class in a file, its decorators included; `inspect` would parse it for each."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(Path(file).read_bytes() if Path(file).is_file() else b"")
    except (OSError, ValueError, SyntaxError, RecursionError):
        return {}
    return dict(_classes(tree, ""))


def _classes(node: ast.AST, above: str) -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        name = above
        if isinstance(child, ast.ClassDef):
            yield above + child.name, min([child.lineno, *(each.lineno for each in child.decorator_list)])
            name = f"{above}{child.name}."
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            name = f"{above}{child.name}.<locals>."
        yield from _classes(child, name)


def innermost(view: object) -> object:
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
