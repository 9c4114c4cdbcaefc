"""FHN010: secrets compared with ==."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Module, Value
from ....audit.source.naming import is_password, is_secret, last_name, words
from ....audit.source.placing import served
from ....audit.source.surroundings import path_to

_MACS = ("hmac.new()", "hmac.HMAC()", "hmac.digest()")
_GUESSED = frozenset({"csrf", "xsrf"})
"""Of little use to whoever guesses: it is another for each session."""
_CHANGES = frozenset({"cached", "old", "previous", "last", "current", "new", "original"})
"""Words of names whose comparison tells whether something has changed."""
_NAMES = frozenset({"digest", "mac", "hmac", "signature", "checksum", "hexdigest"})


@rule(
    code="FHN010",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(208,),
    owasp=("A02",),
    asvs=("11.2.4",),
)
def timed_comparisons(snapshot: Snapshot) -> Iterator[Hit]:
    """A secret is compared in a time that tells how much of it was right.

    ## What it does
    Reports `==` and `!=` between a result of HMAC and anything, and between something of the request and a stored
    value that is called a token, key, code or signature. Comparisons in queries, with constants, of two values of the
    request, and of passwords, which have a rule of their own, are left alone.

    ## Why is this bad
    `==` stops at the first byte that differs. With enough measurements a sender finds a webhook's signature byte by
    byte, and then signs whatever they like; over a network it takes patience, in a data centre it takes minutes.

    ## Example
    ```python
    if request.headers["X-Signature"] != hmac.new(key, request.data, "sha256").hexdigest():
        abort(403)
    ```

    ## Use instead
    ```python
    if not hmac.compare_digest(request.headers["X-Signature"], expected):
        abort(403)
    ```

    ## References
    - [CWE-208: Observable Timing Discrepancy](https://cwe.mitre.org/data/definitions/208.html)
    - [Python: hmac.compare_digest](https://docs.python.org/3/library/hmac.html#hmac.compare_digest)
    """
    for module in served(snapshot.source):
        for node, operands, location in module.comparisons:
            name = _compared(node, operands)
            if name and not _is_in_query(module, node):
                yield Hit(
                    message=f"{name} is compared with {'==' if isinstance(node.ops[0], ast.Eq) else '!='}, "
                    "which takes longer the more of it is right.",
                    fix="Compare with hmac.compare_digest().",
                    location=location,
                    severity=Severity.LOW if not _GUESSED.isdisjoint(words(name)) else None,
                )


def _is_in_query(module: Module, node: ast.Compare) -> bool:
    """Whether it is an argument of a call, such as ``filter(Model.token == token)``: then a database compares."""
    return any(isinstance(each, ast.Call) for each in path_to(module.tree, node)[:-1])


def _compared(node: ast.Compare, operands: tuple[Value, ...]) -> str:
    if len(operands) != 2 or any(_is_literal(value) for value in operands):
        return ""
    for one, other in (operands, operands[::-1]):
        if one.origin.startswith(_MACS) and not other.known:
            return "A result of HMAC"
        name = last_name(one.node)
        if other.requested and not one.requested and _is_token(name) and _is_single(one.node):
            return name
    return ""


def _is_token(name: str) -> bool:
    if not _CHANGES.isdisjoint(words(name)):
        return False
    return not is_password(name) and (is_secret(name) or bool(_NAMES.intersection(words(name)[-1:])))


def _is_single(node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call))


def _is_literal(value: Value) -> bool:
    return isinstance(value.node, (ast.Constant, ast.List, ast.Tuple, ast.Dict)) or (
        value.known and not isinstance(value.constant, (str, bytes))
    )
