"""Which names a function tests before it uses them: against a list, a pattern, or by a function that judges."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .bindings import called, dotted

JUDGING = re.compile(
    r"(?:^|_)(?:is|check|checks|checked|valid|validate|validates|validated|verify|allowed|allow|safe|ensure|require|"
    r"sanitize|sanitise|whitelist|allowlist|permitted|secure|assert|resolve|known)(?:_|$|\d)|"
    r"^(?:urlparse|urlsplit|url_parse|fullmatch|match|search|index|commonpath|commonprefix)$",
    re.IGNORECASE,
)
"""Names of functions that look as if they judged what they are given. To believe them costs findings, not trust."""
_OF_FILES = re.compile(r"is_(?:file|dir|absolute|symlink)$|file|extension|(?:^|_)ext(?:_|$)|image|mime", re.IGNORECASE)
"""Whether a file exists, or what its name ends with, says nothing of where a path leads."""
_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/]+/", re.IGNORECASE)
_RUNNING = frozenset({"check_output", "check_call"})
"""Of the module ``subprocess``."""
_CONVERTING = frozenset({"int", "float", "UUID", "ObjectId", "Decimal", "ip_address", "fromisoformat", "isinstance"})
_QUOTING = re.compile(r"secure|safe|saniti[sz]e", re.IGNORECASE)
_TESTS_OF_TEXT = frozenset({"isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isidentifier", "isascii"})
_FIRST_LETTERS = re.compile(r"[A-Z][a-z]+")


def guarded_names(scope: ast.AST) -> frozenset[str]:
    """Return the names, dotted ones too, that are tested anywhere in a function."""
    return frozenset(name for node in ast.walk(scope) for name in _tested(node) if name)


def judges(name: str) -> bool:
    """Whether a function of this name judges or cleans what it is given: ``is_safe_url``, ``validateTable``."""
    if name in _RUNNING:
        return False
    spelled = _FIRST_LETTERS.sub(lambda word: "_" + word[0], name)
    return JUDGING.search(spelled) is not None and not (_OF_FILES.search(name) and not _QUOTING.search(name))


def _tested(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        # `name in ALLOWED`; with a text on the right it would be a search for a part of it.
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            if isinstance(operator, ast.In | ast.NotIn) and not _is_text(right):
                yield from _names(left)
    elif isinstance(node, ast.Call):
        name = called(node)
        if (name in _TESTS_OF_TEXT and isinstance(node.func, ast.Attribute)) or (
            name == "startswith" and isinstance(node.func, ast.Attribute) and _fixes_place(node)
        ):
            yield from _names(node.func.value)
        elif name in _CONVERTING or judges(name):
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield from _names(argument)
            if isinstance(node.func, ast.Attribute) and name not in _CONVERTING:
                yield from _names(node.func.value)
    elif isinstance(node, ast.Match):
        yield from _names(node.subject)


def _names(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):  # name.lower() in ALLOWED
        node = node.func.value
    if name := dotted(node):
        yield name


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _fixes_place(call: ast.Call) -> bool:
    """Whether ``startswith`` asks for a folder or a host, and not for a slash, which a host may follow."""
    given = call.args[0] if call.args else None
    if isinstance(given, ast.Constant):
        return _HOST.match(str(given.value)) is not None
    return given is not None
