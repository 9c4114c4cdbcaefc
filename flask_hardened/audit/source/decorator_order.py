"""Decorators above ``@app.route``: they are not part of the view that the app calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..snapshot import Snapshot
from .facts import Decorator, Function
from .naming import last_name, words
from .placing import served_functions

_REGISTERS = frozenset({"route", "get", "post", "put", "patch", "delete"})
_OWNERS = ("flask.Flask()", "flask.Blueprint()", "flask.sansio.scaffold.Scaffold()")
_NAMES = frozenset(
    {"app", "application", "bp", "blueprint", "blp", "api", "routes", "views", "mod", "module", "main", "auth"}
)


def above_routes(snapshot: Snapshot) -> Iterator[tuple[Function, Decorator, bool]]:
    """Yield each decorator that stands above a route of the same function, and whether the route is surely Flask's.

    ``@app.route`` registers the function it is given, and returns it. What a decorator above makes of it is never
    called for a request. Methods of classes are left out: there the decorators only leave marks; so are views of a
    live app of which is known already that something around them is not called.
    """
    for function in served_functions(snapshot.source):
        if not function.routes or _is_known_live(snapshot, function):
            continue
        positions = [number for number, each in enumerate(function.decorators) if _registers(each)]
        if not positions:
            continue
        known = any(_is_known(function.decorators[number]) for number in positions)
        for decorator in function.decorators[: positions[-1]]:
            if not _registers(decorator):
                yield function, decorator, known


def _is_known_live(snapshot: Snapshot, function: Function) -> bool:
    routes = snapshot.route_facts.routes if snapshot.route_facts is not None else ()
    first = min((function.node.lineno, *(each.lineno for each in function.node.decorator_list)))
    return any(
        route.unapplied is not None
        and route.location.file == function.location.file
        and first <= (route.location.line or 0) <= function.node.lineno
        for route in routes
    )


def _registers(decorator: Decorator) -> bool:
    call = decorator.call
    if call is None or call.name not in _REGISTERS or not isinstance(call.node.func, ast.Attribute):
        return False
    return _is_known(decorator) or not _NAMES.isdisjoint(words(last_name(call.node.func.value)))


def _is_known(decorator: Decorator) -> bool:
    return decorator.target.rpartition(".")[0] in _OWNERS
