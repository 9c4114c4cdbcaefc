"""Texts that are put together: f-strings, ``+``, ``%``, ``format``, ``join``, and variables that hold them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

from .bindings import Binding, Site
from .facts import MISSING
from .folding import fold
from .items import Part, items_of, one_of_several
from .origins import origin_of
from .project import Project
from .reaching import earlier, lookup

_DEEPEST: Final = 30
_MOST: Final = 500
"""Parts that are kept of one text."""
_SAME_TEXT: Final = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "encode", "decode", "expandtabs"}
)
_WRAPPERS: Final = frozenset({"str", "textwrap.dedent", "inspect.cleandoc", "textwrap.indent"})
_FILLED: Final = frozenset({"format", "format_map", "join", "replace"})


def is_built(project: Project, node: ast.expr, site: Site, depth: int = 0) -> bool:
    """Whether an expression is a text put together of parts of which at least one is no constant.

    What can only be one of several constants, such as an item of a constant list, is as good as one.
    """
    if depth > _DEEPEST:
        return project.built.give_up()
    if isinstance(node, ast.Name):
        found = lookup(node.id, site)
        if found is None:
            return False
        for each in earlier(node.id, site, found[1]):
            _is_bound_to_built(project, each, depth)
        return any(_is_bound_to_built(project, each, depth + 1) for each in found[0])
    inner = _same_text(project, node, site)
    if inner is not None:
        return any(is_built(project, each, site, depth + 1) for each in inner)
    parts = text_of(project, node, site, depth)
    return parts is not None and not all(is_fixed(project, each, place, depth) for each, place in parts)


def _is_bound_to_built(project: Project, binding: Binding, depth: int) -> bool:
    node = binding.node
    if binding.kind not in {"value", "augmented"} or not isinstance(node, ast.expr):
        return False
    return project.built.answer(binding, lambda: is_built(project, node, binding.site, depth))


def is_fixed(project: Project, node: ast.expr, site: Site, depth: int = 0) -> bool:
    """Whether an expression is a constant, or can only be one of several."""
    if fold(project, node, site) is not MISSING or one_of_several(project, node, site):
        return True
    if depth > _DEEPEST:
        return False
    if isinstance(node, (ast.IfExp, ast.BoolOp)):
        return all(is_fixed(project, each, site, depth + 1) for each in _branches(node))
    if not isinstance(node, (ast.JoinedStr, ast.BinOp, ast.Call, ast.Name)):
        return False
    parts = text_of(project, node, site, depth + 1)
    return parts is not None and all(
        each is not node and is_fixed(project, each, place, depth + 1) for each, place in parts
    )


def text_of(project: Project, node: ast.expr, site: Site, depth: int = 0) -> list[Part] | None:
    """Return what a text is put together of; None for what is no text as far as this function shows."""
    if depth > _DEEPEST:
        project.texts.give_up()
        return None
    if isinstance(node, (ast.BinOp, ast.Call)):
        return project.texts.answer(node, lambda: _of_expression(project, node, site, depth))
    return _of_expression(project, node, site, depth)


def _of_expression(project: Project, node: ast.expr, site: Site, depth: int) -> list[Part] | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        return [(node, site)]
    if isinstance(node, ast.JoinedStr):
        places = (each.value if isinstance(each, ast.FormattedValue) else each for each in node.values)
        return _leaves(project, [(each, site) for each in places], depth)
    if isinstance(node, ast.BinOp):
        return _of_operator(project, node, site, depth)
    if isinstance(node, ast.Name):
        return _of_name(project, node, site, depth)
    inner = _same_text(project, node, site)
    if inner is not None:
        texts = [text_of(project, each, site, depth + 1) for each in inner]
        return _merged(texts, [(each, site) for each in inner])
    return _of_call(project, node, site, depth) if isinstance(node, ast.Call) else None


def _branches(node: ast.IfExp | ast.BoolOp) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values


def _same_text(project: Project, node: ast.expr, site: Site) -> list[ast.expr] | None:
    """Return the expressions of which this one is the text, as it is or in another form."""
    if isinstance(node, (ast.IfExp, ast.BoolOp)):
        return _branches(node)
    if isinstance(node, (ast.NamedExpr, ast.Await)):
        return [node.value]
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _SAME_TEXT:
            return [node.func.value]
        if node.args and origin_of(project, node.func, site) in _WRAPPERS:
            return [node.args[0]]
    return None


def _merged(texts: list[list[Part] | None], whole: list[Part]) -> list[Part] | None:
    """Return the parts of all; what is no text itself may still be a part of one."""
    if all(parts is None for parts in texts):
        return None
    merged = [part for parts, each in zip(texts, whole, strict=True) for part in ([each] if parts is None else parts)]
    return merged[:_MOST]


def _leaves(project: Project, parts: Iterable[Part], depth: int) -> list[Part]:
    found: list[Part] = []
    for node, site in parts:
        text = text_of(project, node, site, depth + 1)
        found += [(node, site)] if text is None else text
    return found[:_MOST]


def _is_text(project: Project, node: ast.expr, site: Site, depth: int) -> bool:
    return isinstance(fold(project, node, site), (str, bytes)) or text_of(project, node, site, depth + 1) is not None


def _of_operator(project: Project, node: ast.BinOp, site: Site, depth: int) -> list[Part] | None:
    if isinstance(node.op, ast.Mod):
        if not _is_text(project, node.left, site, depth):
            return None
        return _leaves(project, [(each, site) for each in (node.left, *_operands(node.right))], depth)
    if isinstance(node.op, ast.Mult):
        texts = [text_of(project, each, site, depth + 1) for each in (node.left, node.right)]
        return next((parts for parts in texts if parts is not None), None)
    if not isinstance(node.op, ast.Add):
        return None
    leaves: list[ast.expr] = []
    current: ast.expr = node
    while isinstance(current, ast.BinOp) and isinstance(current.op, ast.Add):
        leaves.append(current.right)
        current = current.left
    leaves.append(current)
    leaves.reverse()
    if not any(_is_text(project, leaf, site, depth) for leaf in leaves):
        return None
    return _leaves(project, [(leaf, site) for leaf in leaves], depth)


def _operands(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Tuple):
        return [*node.elts]
    return [*node.values] if isinstance(node, ast.Dict) else [node]


def _of_call(project: Project, node: ast.Call, site: Site, depth: int) -> list[Part] | None:
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr not in _FILLED:
        return None
    if not _is_text(project, function.value, site, depth):
        return None
    given = [*node.args, *(each.value for each in node.keywords)]
    if function.attr == "join":
        parts = [part for each in given for part in items_of(project, each, site)]
    else:
        parts = [(each.value if isinstance(each, ast.Starred) else each, site) for each in given]
    return _leaves(project, [(function.value, site), *parts], depth)


def _of_name(project: Project, node: ast.Name, site: Site, depth: int) -> list[Part] | None:
    found = lookup(node.id, site)
    if found is None:
        return None
    for each in earlier(node.id, site, found[1]):
        _of_binding(project, each, depth)
    texts = [_of_binding(project, each, depth + 1) for each in found[0]]
    return _merged(texts, [_held(each, (node, site)) for each in found[0]])


def _held(binding: Binding, name: Part) -> Part:
    known = binding.kind == "value" and isinstance(binding.node, ast.expr)
    return (binding.node, binding.site) if known and isinstance(binding.node, ast.expr) else name


def _of_binding(project: Project, binding: Binding, depth: int) -> list[Part] | None:
    node = binding.node
    if binding.kind not in {"value", "augmented"} or not isinstance(node, ast.expr):
        return None
    return project.texts.answer(binding, lambda: text_of(project, node, binding.site, depth))
