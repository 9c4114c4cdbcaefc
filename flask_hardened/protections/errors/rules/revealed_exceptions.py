"""FHE003: texts of exceptions in responses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ....audit.composition.bindings import called, dotted
from ....audit.composition.serving import handles_errors, serving
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Function

_BROAD = frozenset(
    {"Exception", "BaseException", "OSError", "IOError", "EnvironmentError", "SQLAlchemyError", "DBAPIError",
     "IntegrityError", "OperationalError", "ProgrammingError", "DatabaseError", "InterfaceError", "CalledProcessError",
     "RequestException", "ClientError", "PyMongoError", "RedisError", "SMTPException", "LDAPError",
     "FileNotFoundError", "AttributeError", "ImportError", "InternalServerError"}
)  # fmt: skip
"""Exceptions whose texts were not written for visitors."""
_TRACES = frozenset({"format_exc", "format_exception", "format_tb", "format_stack"})
_CLEANING = re.compile(r"saniti[sz]e|scrub|mask|redact|strip_|safe", re.IGNORECASE)
_ANSWERS = frozenset({"abort", "jsonify", "make_response", "Response", "flash"})


@rule(
    code="FHE003",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(209,),
    owasp=("A05",),
    asvs=("16.5.1",),
)
def revealed_exceptions(snapshot: Snapshot) -> Iterator[Hit]:
    """A view answers with the text of an unexpected exception, or with its traceback.

    ## What it does
    Reports views and error handlers that return, flash or pass to `abort` and `jsonify` the text of an exception which
    was caught as `Exception`, or as an error of the database, the file system or another service; and tracebacks.
    Exceptions of your own, `ValueError`, and those of validation are meant to be shown, and no findings.

    ## Why is this bad
    Such texts hold SQL with its values, paths, host names and versions. Whoever looks for a way in sends broken
    input and reads where it goes; an injection that would have to be guessed becomes one that is spelled out.

    ## Example
    ```python
    try:
        report = make_report()
    except Exception as error:
        return jsonify(error=str(error)), 500
    ```

    ## Use instead
    ```python
    try:
        report = make_report()
    except Exception:
        app.logger.exception("The report failed.")
        abort(500)  # the response holds a reference id, which is in the log too
    ```

    ## References
    - [CWE-209: Generation of Error Message Containing Sensitive Information](https://cwe.mitre.org/data/definitions/209.html)
    - [OWASP Error Handling Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html)
    """
    fix = "Log it, and answer with abort(500): the error page has a reference id that is in the log."
    for module in snapshot.source.modules:
        for function in serving(module):
            for line, what in sorted({*_revealed(function)}):
                place = Location(file=module.file, line=line)
                traceback = what == "a traceback"
                yield Hit(
                    message=f"The view answers with {what}.",
                    fix=fix,
                    location=place,
                    severity=Severity.MEDIUM if traceback else None,
                    confidence=Confidence.HIGH if traceback else None,
                )


def _revealed(function: Function) -> Iterator[tuple[int, str]]:
    text = "the text of an exception that was not meant for visitors"
    for handler in ast.walk(function.node):
        if isinstance(handler, ast.ExceptHandler) and handler.name and handler.type and _is_broad(handler.type):
            for answer in _answers(handler.body):
                if _shows(answer, handler.name):
                    yield answer.lineno, text
    if handles_errors(function) and function.parameters and _handles_any(function):
        for answer in _answers(function.node.body):
            if _shows(answer, function.parameters[0]):
                yield answer.lineno, text
    for answer in _answers(function.node.body):
        if any(isinstance(node, ast.Call) and called(node) in _TRACES for node in ast.walk(answer)):
            yield answer.lineno, "a traceback"


def _answers(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """Yield what a block returns or hands to a function that answers."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Return) and node.value is not None:
                yield node.value
            elif isinstance(node, ast.Call) and called(node) in _ANSWERS:
                yield node


def _is_broad(node: ast.expr) -> bool:
    kinds = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(dotted(kind).rpartition(".")[2] in _BROAD for kind in kinds)


def _handles_any(function: Function) -> bool:
    for decorator in function.decorators:
        kind = decorator.call.argument(0) if decorator.call else None
        if kind is not None and (kind.constant == 500 or dotted(kind.node).rpartition(".")[2] in _BROAD):
            return True
    return False


def _shows(node: ast.AST, name: str) -> bool:
    """Whether the text of what `name` stands for is in an expression; its type, its code and its status are none."""
    if isinstance(node, ast.Call):
        if called(node) in {"type", "isinstance", "getattr", "handle_exception", "log_exception"} or _CLEANING.search(
            called(node)
        ):
            return False
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if called(node) in {"str", "repr", "text_type"} and any(dotted(one) == name for one in given):
            return True
        return any(_shows(one, name) for one in [node.func, *given])
    if isinstance(node, ast.FormattedValue) and dotted(node.value) == name:
        return True
    if (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mod)
        and name in {dotted(node.right), *_items(node.right)}
    ):
        return True
    if isinstance(node, ast.Attribute) and dotted(node.value) == name:
        return node.attr in {"args", "message", "orig", "statement", "stderr", "output", "strerror"}
    return any(_shows(child, name) for child in ast.iter_child_nodes(node))


def _items(node: ast.expr) -> list[str]:
    return [dotted(item) for item in node.elts] if isinstance(node, ast.Tuple) else []
