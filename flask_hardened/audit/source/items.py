"""What containers hold, as far as the function shows that makes them."""

from __future__ import annotations

import ast
from typing import Final

from .bindings import Binding, Scope, Site
from .facts import MISSING
from .folding import fold
from .origins import origin_of
from .project import Project
from .reaching import additions, lookup

Part = tuple[ast.expr, Site]
_DEEPEST: Final = 12
_MOST: Final = 200
_COPYING: Final = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed"})
_LOOKING_UP: Final = frozenset({"get", "pop", "setdefault"})
_ITERATING: Final = frozenset({"keys", "values", "items", "copy"})


def items_of(
    project: Project, node: ast.expr, site: Site, depth: int = 0, seen: frozenset[int] = frozenset()
) -> list[Part]:
    """Return the items of a container; where they are not known, the expression itself stands for them.

    :param seen: ids of the bindings whose items are being looked for: in a circle they bring nothing new.
    """
    if depth > _DEEPEST:
        return [(node, site)]
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [part for each in node.elts for part in _item(project, each, site, depth, seen)][:_MOST]
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)) and id(node) in project.inner_scopes:
        return [(node.elt, Site(project.inner_scopes[id(node)], site.block, site.position))]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return items_of(project, node.left, site, depth + 1, seen)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = (node.left, node.right)
        return [part for each in sides for part in items_of(project, each, site, depth + 1, seen)][:_MOST]
    if isinstance(node, ast.Call) and len(node.args) == 1 and origin_of(project, node.func, site) in _COPYING:
        return items_of(project, node.args[0], site, depth + 1, seen)
    if isinstance(node, ast.Name):
        return _of_name(project, node, site, depth, seen)
    return [(node, site)]


def _item(project: Project, node: ast.expr, site: Site, depth: int, seen: frozenset[int]) -> list[Part]:
    return items_of(project, node.value, site, depth + 1, seen) if isinstance(node, ast.Starred) else [(node, site)]


def _of_name(project: Project, node: ast.Name, site: Site, depth: int, seen: frozenset[int]) -> list[Part]:
    found = lookup(node.id, site)
    if found is None or not found[0] or not all(map(_is_written, found[0])):
        return [(node, site)]
    if found[1].kind in {"module", "class"} and node.id in found[1].modified:
        return [(node, site)]
    seen_with_these = seen | set(map(id, found[0]))
    parts: list[Part] = []
    for binding in found[0]:
        if id(binding) not in seen and isinstance(binding.node, ast.expr):
            parts += items_of(project, binding.node, binding.site, depth + 1, seen | {id(binding)})
    parts += _added(project, node, site, found, depth, seen_with_these)
    return parts[:_MOST]


def _is_written(binding: Binding) -> bool:
    return binding.kind in {"value", "augmented"} and isinstance(binding.node, ast.expr)


def _added(
    project: Project,
    node: ast.Name,
    site: Site,
    found: tuple[list[Binding], Scope],
    depth: int,
    seen: frozenset[int],
) -> list[Part]:
    parts: list[Part] = []
    for each in additions(node.id, site, found[1], found[0]):
        written = isinstance(each.value, (ast.List, ast.Tuple, ast.ListComp, ast.GeneratorExp))
        parts += items_of(project, each.value, each.site, depth + 1, seen) if written else [(each.value, each.site)]
    return parts


def one_of_several(project: Project, node: ast.expr, site: Site) -> bool:
    """Whether an expression can only be something out of a constant container: ``COLUMNS[name]``, ``for c in LIST``."""
    if isinstance(node, ast.Subscript):
        return _is_constant_container(project, node.value, site)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LOOKING_UP:
        defaults = [fold(project, each, site) for each in node.args[1:]]
        return MISSING not in defaults and _is_constant_container(project, node.func.value, site)
    if isinstance(node, ast.Name):
        found = lookup(node.id, site)
        return found is not None and bool(found[0]) and all(_is_taken(project, each) for each in found[0])
    return False


def _is_taken(project: Project, binding: Binding) -> bool:
    if not isinstance(binding.node, ast.expr) or binding.kind not in {"element", "value"}:
        return False
    if binding.kind == "element":
        return _is_constant_container(project, binding.node, binding.site)
    node = binding.node
    constant = fold(project, node, binding.site)
    is_constant = constant is not MISSING and not isinstance(constant, (list, dict, set))
    return is_constant or (not isinstance(node, ast.Name) and one_of_several(project, node, binding.site))


def _is_constant_container(project: Project, node: ast.expr, site: Site) -> bool:
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _ITERATING and not node.args:
            return _is_constant_container(project, node.func.value, site)
        copied = origin_of(project, node.func, site) in {*_COPYING, "enumerate", "zip"}
        return copied and all(_is_constant_container(project, each, site) for each in node.args)
    return isinstance(fold(project, node, site), (dict, list, tuple, set, frozenset, str))
