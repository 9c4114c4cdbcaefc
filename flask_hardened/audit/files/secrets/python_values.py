"""Names and the texts they are given, in Python source, by its syntax tree (Bandit's B105 to B107)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WRAPPERS = frozenset({"SecretStr", "SecretBytes", "Secret", "str", "bytes", "b64decode", "urlsafe_b64decode",
                       "fromhex", "unhexlify", "Fernet"})  # fmt: skip
_WITHOUT_NODES = frozenset({"ctx", "op", "ops", "id", "attr", "arg", "name", "kind", "level", "module", "conversion",
                            "simple", "is_async", "type_comment", "asname"})  # fmt: skip
"""Fields that hold texts, numbers or operators; an argument of a function is reached through ``args``."""
_METHODS = frozenset({"encode", "decode", "strip"})
_READERS = frozenset({"get", "getenv", "setdefault", "config", "env", "getstr", "str", "pop"})


@dataclass(frozen=True, kw_only=True)
class Given:
    """A text that is given to a name; for the detector only."""

    name: str
    text: str
    line: int
    is_compared: bool = False


def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """Return all nodes of a tree, in no certain order; three times as fast as ``ast.walk``."""
    found: list[ast.AST] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        found.append(node)
        kind = type(node)
        fields = _FIELDS.get(kind)
        if fields is None:
            fields = _FIELDS[kind] = _fields_with_nodes(kind)
        for name in fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                waiting += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST):
                waiting.append(value)
    return found


def _fields_with_nodes(kind: type[ast.AST]) -> tuple[str, ...]:
    return () if kind is ast.Constant else tuple(name for name in kind._fields if name not in _WITHOUT_NODES)


_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}
"""What was answered so far; there are some hundred kinds."""


def given_texts(nodes: Iterable[ast.AST]) -> Iterator[Given]:
    """Yield each text with the name it is assigned to, passed as, kept under, defaulted to or compared with."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _assigned(target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            yield from _assigned(node.target, node.value)
        elif isinstance(node, ast.Call):
            yield from _passed(node)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                yield from _given(_constant(key), value)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from _defaults(node.args)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            sides = (node.left, node.comparators[0])
            for side, other in (sides, sides[::-1]):
                text = _constant(other)
                if text is not None and not isinstance(side, ast.Constant):
                    yield Given(name=_name(side), text=text, line=other.lineno, is_compared=True)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[Given]:
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        if len(target.elts) == len(value.elts):
            for one, text in zip(target.elts, value.elts, strict=True):
                yield from _assigned(one, text)
        return
    yield from _given(_name(target), value)


def _passed(call: ast.Call) -> Iterator[Given]:
    for keyword in call.keywords:
        yield from _given(keyword.arg, keyword.value)
    if len(call.args) >= 2 and _name(call.func) in _READERS:  # os.environ.get("API_KEY", "…")
        yield from _given(_constant(call.args[0]), call.args[1])
    if call.args and _name(call.func) in {"setattr", "putenv", "setdefault", "__setitem__"}:
        key, *rest = call.args[-2:]
        for value in rest:
            yield from _given(_constant(key), value)
    default = next((keyword.value for keyword in call.keywords if keyword.arg == "default"), None)
    if default is not None and call.args and _name(call.func) in _READERS:
        yield from _given(_constant(call.args[0]), default)


def _defaults(arguments: ast.arguments) -> Iterator[Given]:
    positional = [*arguments.posonlyargs, *arguments.args]
    with_default = positional[len(positional) - len(arguments.defaults) :]
    pairs = [
        *zip(with_default, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, default in pairs:
        if default is not None:
            yield from _given(argument.arg, default)


def _given(name: str | None, value: ast.expr) -> Iterator[Given]:
    if name:
        for text, line in _texts(value, 4):
            yield Given(name=name, text=text, line=line)


def _texts(value: ast.expr, depth: int) -> Iterator[tuple[str, int]]:
    """Yield the texts that `value` may be, through `or`, conditions, lists and what only changes the type."""
    text = _constant(value)
    if text is not None:
        yield text, value.lineno
    elif depth == 0:
        return
    elif isinstance(value, ast.BoolOp):
        for each in value.values:
            yield from _texts(each, depth - 1)
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, depth - 1)
        yield from _texts(value.orelse, depth - 1)
    elif isinstance(value, (ast.List, ast.Tuple, ast.Set)):
        for each in value.elts:
            yield from _texts(each, depth - 1)
    elif isinstance(value, ast.Call) and not value.keywords:
        if _name(value.func) in _METHODS and isinstance(value.func, ast.Attribute):
            yield from _texts(value.func.value, depth - 1)  # "…".encode()
        elif _name(value.func) in _WRAPPERS and len(value.args) == 1:
            yield from _texts(value.args[0], depth - 1)


def _constant(node: ast.expr | None) -> str | None:
    if not isinstance(node, ast.Constant):
        return None
    if isinstance(node.value, bytes):
        return node.value.decode("latin-1")
    return node.value if isinstance(node.value, str) else None


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return _constant(node.slice) or ""
    return ""
