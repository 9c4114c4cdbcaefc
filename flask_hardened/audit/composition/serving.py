"""Functions whose return values become responses, and what they return."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..source.facts import Function, Module
from .bindings import called, own_nodes

_HANDLING = frozenset({"errorhandler", "app_errorhandler", "register_error_handler"})
_ROUTING = frozenset({"route", "get", "post", "put", "delete", "patch", "expose"})
_VIEWS = frozenset({"MethodView", "View"})
_METHODS = frozenset({"get", "post", "put", "delete", "patch", "head", "dispatch_request"})


def answering_in_json(module: Module) -> frozenset[str]:
    """Return the classes of a module whose methods return what becomes JSON, as in Flask-RESTful."""
    return frozenset(
        node.name for node in module.classes if any(_last(base).endswith("Resource") for base in node.bases)
    )


def class_of(function: Function) -> str:
    """Return the name of the class that a method belongs to; empty for a function."""
    return function.qualified.rpartition(".")[0].rpartition(".")[2]


def serving(module: Module) -> Iterator[Function]:
    """Yield the functions of a module that answer requests: views, methods of class-based views, error handlers."""
    classes = {node.name for node in module.classes if any(_last(base) in _VIEWS for base in node.bases)}
    classes |= answering_in_json(module)
    for function in module.functions:
        owner = class_of(function)
        if (
            function.is_view
            or handles_errors(function)
            or any(_last(decorator.target) in _ROUTING and decorator.call for decorator in function.decorators)
            or (owner in classes and function.name in _METHODS)
        ):
            yield function


def handles_errors(function: Function) -> bool:
    """Whether a decorator makes it a handler of errors."""
    return any(_last(decorator.target) in _HANDLING for decorator in function.decorators)


def is_command(function: Function | None) -> bool:
    """Whether it is run from the command line, by those who may run anything there."""
    return function is not None and any(
        decorator.target.startswith("click.") or _last(decorator.target) in {"command", "cli_command"}
        for decorator in function.decorators
    )


def returned(function: Function) -> Iterator[tuple[ast.Return, ast.expr]]:
    """Yield each ``return`` with what becomes the body: of a tuple, and of ``make_response``, the first."""
    for node in own_nodes(function.node):
        if isinstance(node, ast.Return) and node.value is not None:
            body = node.value
            if isinstance(body, ast.Tuple) and body.elts:
                body = body.elts[0]
            if isinstance(body, ast.Call) and called(body) in {"make_response", "Response"} and body.args:
                body = body.args[0]
            yield node, body


def _last(name: str) -> str:
    return name.rpartition(".")[2]
