"""FHQ002: queries of document databases that the request may write."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...composition.bindings import dotted
from ...composition.sinks import shown
from ...composition.sources import Sources
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call

_OF_COLLECTIONS = frozenset(
    {"find_one", "find_one_and_update", "find_one_and_delete", "find_one_and_replace", "update_one", "update_many",
     "delete_one", "delete_many", "count_documents", "replace_one", "find_one_or_404"}
)  # fmt: skip
_OF_OTHERS_TOO = frozenset({"find", "aggregate"})
_CODE = frozenset({"$where", "$function", "$accumulator"})


@rule(
    code="FHQ002",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(943,),
    owasp=("A03",),
    asvs=("1.2.4",),
)
def query_operators(snapshot: Snapshot) -> Iterator[Hit]:
    """A document database is asked what the request's JSON says, operators included.

    ## What it does
    Reports filters of MongoDB collections that hold JSON of the request, whole or as a value that may be an object, and
    `$where` with code that is put together. Values of forms and query strings are always text, and no finding; nor is
    what `str`, `ObjectId` or `$eq` holds.

    ## Why is this bad
    JSON can hold objects, and an object with a `$` key is an operator: whoever signs in with the password
    `{"$ne": ""}` needs none, and `{"$gt": ""}` as a token matches every token there is.

    ## Example
    ```python
    users.find_one({"name": request.json["name"], "token": request.json["token"]})
    ```

    ## Use instead
    ```python
    @app.post("/login")
    @validate(json=Credentials)  # a model whose fields are text; keys with $ are refused
    def login(credentials: Credentials):
        users.find_one({"name": credentials.name, "token": credentials.token})
    ```

    ## References
    - [CWE-943: Improper Neutralization of Special Elements in Data Query Logic](https://cwe.mitre.org/data/definitions/943.html)
    - [OWASP Web Security Testing Guide: Testing for NoSQL Injection](https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*(f"*.{name}" for name in _OF_COLLECTIONS | _OF_OTHERS_TOO)):
        given = call.argument(0, "filter")
        if given is None or (
            call.name in _OF_OTHERS_TOO and not _is_query(given.node) and "pymongo" not in call.target
        ):
            continue
        for node in _values(given.node):
            if sources.is_json(node, call):
                message = f"The filter given to {shown(call)} holds JSON of the request, which may be an operator."
                fix = "Have @validate check that it is text, or put it into str() or {'$eq': …}."
                yield Hit(message=message, fix=fix, location=call.location)
                break
        yield from _code(sources, call, given.node)


def _code(sources: Sources, call: Call, query: ast.expr) -> Iterator[Hit]:
    for node in ast.walk(query):
        for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
            if isinstance(key, ast.Constant) and key.value in _CODE:
                composition = sources.compose_node(value, call)
                if composition.built or composition.requested:
                    yield Hit(
                        message=f"The JavaScript in the query given to {shown(call)} is put together.",
                        fix="Use the operators of the query language instead.",
                        location=call.location,
                        confidence=Confidence.HIGH if composition.requested else Confidence.LOW,
                    )


def _is_query(node: ast.expr) -> bool:
    return isinstance(node, ast.Dict | ast.List) or "json" in dotted(node)


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the filter itself, or the values in it that stand where an operator could."""
    if not isinstance(node, ast.Dict):
        yield node
        return
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None or (isinstance(key, ast.Constant) and key.value == "$eq"):
            continue
        yield from _values(value)
