"""What stands around a node of a module, and what name its value is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from .facts import Module

Scope = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Module)


def path_to(tree: ast.AST, node: ast.AST) -> list[ast.AST]:
    """Return what `node` stands in, outermost first, and `node` itself last; empty if it is not part of `tree`."""
    found, waiting = [tree], [ast.iter_child_nodes(tree)]
    while waiting and found[-1] is not node:
        child = next((each for each in waiting[-1] if _may_hold(each, node)), None)
        if child is None:
            waiting.pop()
            found.pop()
        else:
            found.append(child)
            waiting.append(ast.iter_child_nodes(child))
    return found


def _may_hold(outer: ast.AST, inner: ast.AST) -> bool:
    line, end = getattr(outer, "lineno", None), getattr(outer, "end_lineno", None)
    sought = getattr(inner, "lineno", None)
    if line is None or end is None or sought is None:
        return True
    first = min((line, *(decorator.lineno for decorator in getattr(outer, "decorator_list", ()))))
    return bool(first <= sought <= end)


def given_names(tree: ast.AST, node: ast.AST) -> Iterator[str]:
    """Yield the names that the value of an expression is given in its statement.

    These are targets, keywords, keys, what it is compared with, and the function that returns it.
    """
    path = path_to(tree, node)
    start = max((number for number, each in enumerate(path[:-1]) if isinstance(each, Scope)), default=0)
    for outer, inner in reversed([*pairwise(path)][start + 1 :]):
        if isinstance(outer, ast.keyword) and outer.arg:
            yield outer.arg
        elif isinstance(outer, ast.Dict):
            yield from _key_of(outer, inner)
        elif isinstance(outer, ast.Assign):
            yield from (name for target in outer.targets for name in _target_names(target))
        elif isinstance(outer, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
            yield from _target_names(outer.target)
        elif isinstance(outer, ast.Compare):
            yield from (
                name for part in (outer.left, *outer.comparators) if part is not inner for name in _target_names(part)
            )
        elif isinstance(outer, ast.Return):
            yield getattr(path[start], "name", "")


def _key_of(mapping: ast.Dict, value: ast.AST) -> Iterator[str]:
    for key, item in zip(mapping.keys, mapping.values, strict=True):
        if item is value and isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


def _target_names(target: ast.AST) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Attribute):
        yield target.attr
    elif isinstance(target, ast.Subscript):
        if isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str):
            yield target.slice.value
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            yield from _target_names(item)


_Found = TypeVar("_Found", bound=ast.AST)


_KINDS = (ast.Assign, ast.Assert, ast.Delete, ast.Dict)


_NODES: WeakKeyDictionary[ast.Module, dict[type[ast.AST], list[ast.AST]]] = WeakKeyDictionary()
"""A module is walked once, however many rules ask."""


def nodes(module: Module, kind: type[_Found]) -> list[_Found]:
    """Return all nodes of one kind of a module: assignments, asserts, deletions or dictionaries."""
    found = _NODES.get(module.tree)
    if found is None:
        found = _NODES[module.tree] = {each: [] for each in _KINDS}
        for node in ast.walk(module.tree):
            if type(node) in _KINDS:
                found[type(node)].append(node)
    return cast("list[_Found]", found[kind])


def around(tree: ast.Module, line: int) -> list[ast.stmt]:
    """Return the statements that a line stands in, outermost first."""
    found: list[ast.stmt] = []
    body: list[ast.stmt] = tree.body
    while True:
        inner = next((each for each in body if covers(each, line)), None)
        if inner is None:
            return found
        found.append(inner)
        body = list(_statements(inner))


def covers(statement: ast.stmt, line: int) -> bool:
    """Tell whether a line is part of a statement, decorators included."""
    first = min((statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))))
    return bool(first <= line <= (statement.end_lineno or statement.lineno))


def _statements(statement: ast.stmt) -> Iterator[ast.stmt]:
    for name in ("body", "orelse", "finalbody"):
        yield from getattr(statement, name, ())
    for branch in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield from branch.body
