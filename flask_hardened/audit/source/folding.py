"""Constants: what an expression is, where it can only be one thing. Nothing is run, and nothing grows without bound."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from .bindings import Binding, Site
from .bounds import computed, harmless, harmless_method, plain
from .facts import MISSING
from .origins import ancestry, origin_of
from .project import Project
from .reaching import MANY, lookup

_DEEPEST: Final = 40
_UNARY: Final[dict[type, Callable[[Any], Any]]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_BINARY: Final[dict[type, Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_TEXT_METHODS: Final = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "title", "format", "join"}
)
_CONVERSIONS: Final[dict[int, Callable[[Any], str]]] = {ord("s"): str, ord("r"): repr, ord("a"): ascii}
_MUTABLE: Final = (list, dict, set)


def fold(project: Project, node: ast.expr, site: Site, depth: int = 0) -> Any:
    """Return the constant that an expression is; ``MISSING`` if it is none, or it is not known which."""
    if isinstance(node, ast.Constant):
        return node.value
    if depth > _DEEPEST:
        return project.constants.give_up()
    handler = _BY_TYPE.get(type(node))
    return MISSING if handler is None else handler(project, node, site, depth + 1)


def _unary(project: Project, node: ast.UnaryOp, site: Site, depth: int) -> Any:
    value = fold(project, node.operand, site, depth)
    return MISSING if value is MISSING else computed(_UNARY[type(node.op)], value)


def _binary(project: Project, node: ast.BinOp, site: Site, depth: int) -> Any:
    # A long sum leans to the left: it is walked down, not recursed into.
    pending: list[ast.BinOp] = [node]
    while isinstance(pending[-1].left, ast.BinOp):
        pending.append(pending[-1].left)
    value = fold(project, pending[-1].left, site, depth)
    for each in reversed(pending):
        if value is MISSING:
            return MISSING
        right = fold(project, each.right, site, depth)
        value = MISSING if right is MISSING else combined(each.op, value, right)
    return value


def combined(op: ast.operator, left: Any, right: Any) -> Any:
    """Return the result of an operator on constants; ``MISSING`` if it fails or is too large."""
    compute = _BINARY.get(type(op))
    if compute is None or not harmless(op, left, right):
        return MISSING
    return computed(compute, left, right)


def _items(project: Project, nodes: list[ast.expr], site: Site, depth: int) -> list[Any] | None:
    values: list[Any] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            inner = fold(project, node.value, site, depth)
            if not isinstance(inner, (list, tuple)):
                return None
            values += inner
            continue
        value = fold(project, node, site, depth)
        if value is MISSING:
            return None
        values.append(value)
    return values


def _container(project: Project, node: ast.List | ast.Tuple | ast.Set, site: Site, depth: int) -> Any:
    values = _items(project, node.elts, site, depth)
    if values is None:
        return MISSING
    make: Callable[[Any], Any] = {ast.List: list, ast.Tuple: tuple, ast.Set: set}[type(node)]
    return computed(make, values)


def _dict(project: Project, node: ast.Dict, site: Site, depth: int) -> Any:
    if None in node.keys:
        return MISSING
    keys = _items(project, [key for key in node.keys if key is not None], site, depth)
    values = _items(project, node.values, site, depth)
    return MISSING if keys is None or values is None else computed(lambda: dict(zip(keys, values, strict=True)))


def _joined(project: Project, node: ast.JoinedStr, site: Site, depth: int) -> Any:
    texts = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            value = fold(project, part.value, site, depth)
            if part.format_spec is not None or not plain("", [value]):
                return MISSING
            value = computed(_CONVERSIONS.get(part.conversion, format), value)
        else:
            value = fold(project, part, site, depth)
        if not isinstance(value, str):
            return MISSING
        texts.append(value)
    return computed("".join, texts)


def _conditional(project: Project, node: ast.IfExp, site: Site, depth: int) -> Any:
    return _agreed([fold(project, node.body, site, depth), fold(project, node.orelse, site, depth)])


def _agreed(values: list[Any]) -> Any:
    """Return the one constant that all of these are; 1, 1.0 and True are three."""
    first = values[0] if values else MISSING
    return first if all(type(each) is type(first) and repr(each) == repr(first) for each in values[1:]) else MISSING


def _name(project: Project, node: ast.Name, site: Site, depth: int) -> Any:
    found = lookup(node.id, site)
    if found is not None:
        return of_bindings(project, found[0], depth)
    origin = origin_of(project, node, site)
    return _of_dotted(project, origin, depth) if "." in origin else MISSING


def _attribute(project: Project, node: ast.Attribute, site: Site, depth: int) -> Any:
    base = origin_of(project, node.value, site)
    return _of_dotted(project, f"{base}.{node.attr}", depth) if base else MISSING


def _of_dotted(project: Project, dotted: str, depth: int) -> Any:
    """Return the constant that a name of a project's module, class or object is bound to."""
    owner, _, name = dotted.rpartition(".")
    if owner in project.scans:
        return of_bindings(project, project.scans[owner].top.names.get(name, []), depth)
    for base in ancestry(project, owner.removesuffix("()")):
        scope = project.classes.get(base)
        if scope is None:
            return MISSING
        bound = [*scope.names.get(name, ()), *scope.attributes.get(name, ())]
        if bound:
            return of_bindings(project, bound, depth)
    return MISSING


def of_bindings(project: Project, bindings: list[Binding], depth: int) -> Any:
    """Return the constant that all bindings agree on."""
    if not bindings or depth > _DEEPEST or len(bindings) > MANY:
        return MISSING
    return _agreed([_of_binding(project, each, depth) for each in bindings])


def _of_binding(project: Project, binding: Binding, depth: int) -> Any:
    value = project.constants.answer(binding, lambda: _bound(project, binding, depth + 1))
    changed = isinstance(value, _MUTABLE) and binding.name in binding.site.scope.modified
    return MISSING if changed else value


def _bound(project: Project, binding: Binding, depth: int) -> Any:
    if binding.kind in {"value", "augmented"} and isinstance(binding.node, ast.expr):
        return fold(project, binding.node, binding.site, depth)
    if binding.kind == "import":
        split = project.of_import(binding.origin or "", binding.site.scope.module.dotted)
        if split is not None and split[1]:
            return _of_dotted(project, ".".join([split[0], *split[1]]), depth)
    return MISSING


def _call(project: Project, node: ast.Call, site: Site, depth: int) -> Any:
    """Fold methods of constant texts, and what makes a container of one."""
    if isinstance(node.func, ast.Attribute) and node.func.attr in _TEXT_METHODS:
        return _method(project, node, node.func, site, depth)
    if isinstance(node.func, ast.Name) and not node.keywords and len(node.args) == 1:
        make = {"frozenset": frozenset, "set": set, "tuple": tuple, "list": list}.get(
            origin_of(project, node.func, site)
        )
        value = MISSING if make is None else fold(project, node.args[0], site, depth)
        if make is not None and value is not MISSING:
            return computed(make, value)
    return MISSING


def _method(project: Project, node: ast.Call, function: ast.Attribute, site: Site, depth: int) -> Any:
    text = fold(project, function.value, site, depth)
    arguments = _items(project, node.args, site, depth)
    keywords = {each.arg or "": fold(project, each.value, site, depth) for each in node.keywords}
    if not isinstance(text, (str, bytes)) or arguments is None or "" in keywords or MISSING in keywords.values():
        return MISSING
    if not harmless_method(function.attr, text, arguments, [*keywords.values()]):
        return MISSING
    return computed(lambda: getattr(text, function.attr)(*arguments, **keywords))


_BY_TYPE: Final[dict[type, Callable[[Project, Any, Site, int], Any]]] = {
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.List: _container,
    ast.Tuple: _container,
    ast.Set: _container,
    ast.Dict: _dict,
    ast.JoinedStr: _joined,
    ast.IfExp: _conditional,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
}
