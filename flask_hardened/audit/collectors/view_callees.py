"""Whether what a view calls knows whose request it is, two calls deep, without anything being run."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any

from flask import session

from .askers import ASKING
from .view_source import wrapping_functions

_DEPTH = 2


def knows_whose(function: object) -> bool:
    """Tell whether a function, or one of its package that it calls, looks into the session or asks who is there.

    Functions and classes are followed by their names in the module; what only running would tell is not.
    """
    return isinstance(function, FunctionType) and _knows(function, None, _DEPTH, set())


def a_decorator_takes(view: object, parameters: Iterable[str]) -> bool:
    """Tell whether a decorator around a view takes one of the URL's values by its name, as to load and to check it."""
    names = frozenset(parameters)
    for layer in wrapping_functions(view):
        code = getattr(layer, "__code__", None)
        if isinstance(code, CodeType) and not names.isdisjoint((*_texts(code), *code.co_varnames[: code.co_argcount])):
            return True
    return False


def unused(function: object, parameters: Iterable[str]) -> frozenset[str]:
    """Return the values of the URL that a function takes by name and never looks at."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return frozenset()
    taken = frozenset(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    read: set[object] = {name for name in code.co_names if name == "locals"}
    for instruction in dis.get_instructions(code):
        if instruction.opname.startswith(("LOAD_", "COPY_", "MAKE_CELL", "STORE_FAST_LOAD")):
            argument = instruction.argval
            read |= {*argument} if isinstance(argument, tuple) else {argument}
    return frozenset() if "locals" in read else frozenset(parameters) & taken - read


def _knows(function: FunctionType, owner: type | None, depth: int, seen: set[CodeType]) -> bool:
    code = function.__code__
    if code in seen:
        return False
    seen.add(code)
    names = {*_names(code)}
    known = [function.__globals__[name] for name in names if name in function.__globals__]
    if not ASKING.isdisjoint(names) or any(value is session for value in known):
        return True
    if depth == 0:
        return False
    package = _package(function)
    return any(_knows(callee, of, depth - 1, seen) for callee, of in _callees(known, owner, names, package))


def _callees(
    known: list[Any], owner: type | None, names: set[str], package: str
) -> Iterator[tuple[FunctionType, type | None]]:
    """Yield what may be called, and whose method it is: of a class that is named, or of the function's own."""
    for value in (*known, owner):
        found: list[tuple[Any, type | None]] = [(value, None)]
        if isinstance(value, type) and value.__module__.partition(".")[0] == package:
            wanted = sorted(names if value is owner else names | {"__init__"})
            methods = [inspect.getattr_static(value, name, None) for name in wanted]
            found = [(getattr(method, "__func__", method), value) for method in methods]
        for candidate, of in found:
            if isinstance(candidate, FunctionType) and _package(candidate) == package:
                yield candidate, of


def _texts(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _package(function: FunctionType) -> str:
    return str(function.__globals__.get("__name__", "")).partition(".")[0]
