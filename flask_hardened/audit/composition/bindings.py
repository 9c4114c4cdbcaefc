"""What a name may stand for: every expression that the source binds to it, where all of them can be seen."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

GROWING = frozenset({"append", "add", "insert", "extend", "appendleft"})
"""Methods by which a list or set takes in more."""
UNKNOWN = "\0"
"""Stands in a text for what comes from elsewhere and does no harm."""
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(kw_only=True)
class Binding:
    """Everything that is bound to one name in one scope."""

    values: list[ast.expr] = field(default_factory=list)
    """What it is assigned, and what is appended to it."""
    items_of: list[ast.expr] = field(default_factory=list)
    """What it is an item of: of what a loop goes through, or of what is unpacked."""
    complete: bool = True
    """False where it is bound to something that is no expression: an import, a function, an exception."""


_Bound = tuple[str, ast.expr | None, str]
"""A name, what is bound to it (None if that is no expression), and whether as a ``value`` or as an ``item`` of it."""


def bindings_in(scope: ast.AST) -> Mapping[str, Binding]:
    """Read the names that a function, class or module binds, without what is bound in those inside it.

    ``self.path`` counts as a name too: its bindings are those that the scope shows.
    """
    found: dict[str, Binding] = {}
    for node in own_nodes(scope):
        for name, value, how in _bound(node):
            binding = found.setdefault(name, Binding())
            if value is None:
                binding.complete = False
            elif how == "item":
                binding.items_of.append(value)
            else:
                binding.values.append(value)
    return found


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a scope in the order of the source, without those of functions and classes inside it."""
    waiting = [*ast.iter_child_nodes(scope)][::-1]
    while waiting:  # no recursion: a sum of a thousand terms is a thousand levels deep
        node = waiting.pop()
        yield node
        if not isinstance(node, SCOPES):
            waiting += [*ast.iter_child_nodes(node)][::-1]


def dotted(node: ast.AST | None) -> str:
    """Return ``name`` or ``name.attribute.attribute``; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def called(call: ast.Call) -> str:
    """Return the last part of the name of what is called; empty if it has none."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)


def _bound(node: ast.AST) -> Iterator[_Bound]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _targets(target, node.value, "value")
    elif isinstance(node, ast.AugAssign):
        added = ast.BinOp(left=ast.Constant(UNKNOWN), op=node.op, right=node.value)
        yield from _targets(node.target, ast.copy_location(added, node), "value")
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
        if node.value is not None:
            yield from _targets(node.target, node.value, "value")
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        yield from _targets(node.target, node.iter, "item")
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield from _targets(node.optional_vars, node.context_expr, "value")
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        yield from _unknown(node.name)
    elif isinstance(node, ast.alias):
        yield from _unknown(node.asname or node.name.partition(".")[0])
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from _unknown(node.name)
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield from _unknown(*node.names)
    elif isinstance(node, ast.Call):
        yield from _grown(node)


def _unknown(*names: str | None) -> Iterator[_Bound]:
    for name in names:
        if name is not None:
            yield name, None, "value"


def _grown(call: ast.Call) -> Iterator[_Bound]:
    if isinstance(call.func, ast.Attribute) and call.func.attr in GROWING and call.args:
        name = dotted(call.func.value)
        if name:
            yield name, call.args[-1], "value"


def _targets(target: ast.expr, value: ast.expr, how: str) -> Iterator[_Bound]:
    if isinstance(target, ast.Starred):
        yield from _targets(target.value, value, "item")
    elif isinstance(target, ast.Tuple | ast.List):
        yield from _unpacked(target.elts, value, how)
    elif name := dotted(target.value if isinstance(target, ast.Subscript) else target):
        yield name, value, how


def _unpacked(targets: list[ast.expr], value: ast.expr, how: str) -> Iterator[_Bound]:
    starred = any(isinstance(target, ast.Starred) for target in targets)
    if how == "value" and isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(targets) and not starred:
        for target, one in zip(targets, value.elts, strict=True):
            yield from _targets(target, one, how)
    elif how == "item" and len(targets) == 2 and _is_enumerate(value):
        yield from _targets(targets[0], ast.Constant(0), "value")
        yield from _targets(targets[1], value, "item")
    else:
        for target in targets:  # what holds for the whole holds for what is unpacked from it
            yield from _targets(target, value, "item")


def _is_enumerate(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and called(value) == "enumerate"
