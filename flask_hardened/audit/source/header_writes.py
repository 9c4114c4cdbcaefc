"""Which response headers the source writes by hand, and with what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ..finding import Location
from .facts import Module, SourceFacts
from .naming import names_in
from .placing import served
from .surroundings import nodes

HEADERS = frozenset(
    {
        *("access-control-allow-origin", "access-control-allow-credentials", "content-security-policy"),
        *("x-frame-options", "strict-transport-security", "x-content-type-options", "referrer-policy"),
        *("x-xss-protection", "permissions-policy", "cross-origin-opener-policy"),
        *("cross-origin-resource-policy", "cross-origin-embedder-policy"),
    }
)
"""In lower case, as everywhere here."""
_SETTERS = frozenset({"add", "set", "setdefault", "__setitem__", "add_header", "set_header"})
_REMOVERS = frozenset({"remove", "pop", "__delitem__"})
_METHODS = _SETTERS | _REMOVERS


@dataclass(frozen=True, kw_only=True)
class HeaderWrite:
    """One place that sets or removes a header."""

    header: str
    value: ast.expr | None
    """None where it is removed."""
    location: Location
    node: ast.AST


def header_writes(source: SourceFacts) -> Iterator[tuple[Module, HeaderWrite]]:
    """Yield what sets or removes one of :data:`HEADERS`: item assignments, methods of headers, and dictionaries."""
    for module in served(source):
        for node, header, value in _writes(module):
            line = getattr(value or node, "lineno", None)
            yield (
                module,
                HeaderWrite(header=header, value=value, location=Location(file=module.file, line=line), node=node),
            )


def _writes(module: Module) -> Iterator[tuple[ast.AST, str, ast.expr | None]]:
    for assignment in nodes(module, ast.Assign):
        for header in _items(assignment.targets):
            yield assignment, header, assignment.value
    for deletion in nodes(module, ast.Delete):
        for header in _items(deletion.targets):
            yield deletion, header, None
    for mapping in nodes(module, ast.Dict):
        for key, value in zip(mapping.keys, mapping.values, strict=True):
            if key is not None and (header := _header(key)):
                yield mapping, header, value
    for call in module.calls:
        if call.name in _METHODS and call.node.args and (header := _header(call.node.args[0])):
            if call.name in _SETTERS and len(call.node.args) > 1:
                yield call.node, header, call.node.args[1]
            elif call.name in _REMOVERS and any("header" in name.lower() for name in names_in(call.node.func)):
                yield call.node, header, None


def _items(targets: list[ast.expr]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, ast.Subscript) and (header := _header(target.slice)):
            yield header


def _header(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() in HEADERS:
        return node.value.lower()
    return ""


def text_of(node: ast.expr | None) -> str | None:
    """Return the constant text of a header's value; None if it is not known."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
