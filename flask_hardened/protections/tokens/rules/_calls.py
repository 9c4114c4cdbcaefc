"""Calls that make and read tokens, as the rules of this room read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.source.facts import Call, Value

PYJWT_DECODE = ("jwt.decode", "jwt.decode_complete", "jwt.PyJWT().decode", "jwt.PyJWT().decode_complete")
JOSE_DECODE = ("jose.jwt.decode", "jose.jws.verify")
DECODE = (*PYJWT_DECODE, *JOSE_DECODE)
ENCODE = ("jwt.encode", "jwt.PyJWT().encode", "jose.jwt.encode", "jose.jws.sign")
SERIALIZERS = (
    "URLSafeSerializer",
    "URLSafeTimedSerializer",
    "Serializer",
    "TimedSerializer",
    "Signer",
    "TimestampSigner",
)


def texts(value: Value) -> list[str]:
    """Return the constant texts that a value is, or holds as a list, tuple or set."""
    if isinstance(value.constant, str):
        return [value.constant]
    if isinstance(value.constant, (list, tuple, set, frozenset)):
        return [item for item in value.constant if isinstance(item, str)]
    return [part.constant for part in value.parts if isinstance(part.constant, str)]


def entries(node: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    """Yield the entries of a written dictionary whose keys are texts."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict":
        yield from ((keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg)


def switched_off(call: Call) -> frozenset[str]:
    """Return the checks that a call to decode turns off: ``verify_exp``; ``verify`` for all of them."""
    options = call.argument(3, "options")
    found = {name for name, value in entries(options.node if options is not None else None) if _is_false(value)}
    if options is not None and isinstance(options.constant, dict):
        found |= {name for name, value in options.constant.items() if value is False}
    verify = call.argument(None, "verify")
    if verify is not None and verify.constant is False:
        found.add("verify")
    return frozenset(found)


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def assigned(call: Call, name: str) -> list[ast.expr]:
    """Return what a local variable is bound to in the function around a call."""
    if call.function is None:
        return []
    return [
        each.value
        for each in ast.walk(call.function.node)
        if isinstance(each, (ast.Assign, ast.AnnAssign)) and each.value is not None and name in _bound(each)
    ]


def _bound(statement: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def set_keys(call: Call, name: str) -> set[str] | None:
    """Return the keys that are set in a local dictionary after it was made; None if nobody can tell."""
    found: set[str] = set()
    assert call.function is not None
    for each in ast.walk(call.function.node):
        if isinstance(each, ast.Call):
            if (
                isinstance(each.func, ast.Attribute)
                and isinstance(each.func.value, ast.Name)
                and each.func.value.id == name
            ):
                return None
            if each is not call.node and any(isinstance(part, ast.Name) and part.id == name for part in each.args):
                return None
        elif isinstance(each, ast.Subscript) and isinstance(each.value, ast.Name) and each.value.id == name:
            if not isinstance(each.slice, ast.Constant) or not isinstance(each.slice.value, str):
                return None
            found.add(each.slice.value)
    return found
