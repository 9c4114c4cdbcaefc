"""A look at the source of one view: what it changes, and what it looks at before."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal

from ..view_facts import Change, ViewBody

_LONGEST = 100_000
_INPUT = frozenset({
    "args", "data", "files", "form", "get_data", "get_json", "input_stream", "is_json", "json", "stream", "values",
})  # fmt: skip
_SUBMITTED = (_INPUT - {"args", "values"}) | {"method"}
_FORM_CALLS = frozenset({"validate_on_submit", "is_submitted", "validate"})
_WHO = frozenset({
    "authorization", "authenticate", "check_auth", "current_identity", "current_user", "get_current_user",
    "get_jwt_identity", "has_access", "has_permission", "has_role", "is_accessible", "is_admin", "is_authenticated",
    "is_logged_in", "jwt_required", "logged_in", "login_required", "require_auth", "require_login", "require_oauth",
    "verify_jwt_in_request", "verify_password", "verify_token", "check_password_hash", "login_user",
})  # fmt: skip
_REFUSALS = frozenset({401, 403})
_REMOVES = frozenset({"os.remove", "os.rmdir", "os.unlink", "shutil.rmtree"})
_DRAWN = frozenset({"c", "canvas", "doc", "document", "fig", "image", "img", "p", "pdf", "workbook", "writer"})
"""What is finished by ``save()``, in memory, as reportlab's canvas is."""
_TEMPORARY = frozenset({"NamedTemporaryFile", "TemporaryDirectory", "mkdtemp", "mkstemp"})
"""What a view makes that it removes again."""
_ADDS = frozenset({"add", "add_all", "bulk_save_objects", "merge"})
_WRITES = re.compile(r"\s*(insert|update|delete|replace|drop|truncate)\b", re.IGNORECASE)


def look_at(function: object) -> ViewBody | None:
    """Return what the source of a function shows; None where there is none to read."""
    try:
        text = textwrap.dedent(inspect.getsource(function))  # type: ignore[arg-type]
        tree = ast.parse(text) if len(text) <= _LONGEST else None
    except (OSError, TypeError, SyntaxError, ValueError, RecursionError):
        return None
    view, code = tree.body[0] if tree is not None and tree.body else None, getattr(function, "__code__", None)
    # the source of a lambda is the statement around it, and may be a whole function of another name
    if not isinstance(view, (ast.FunctionDef, ast.AsyncFunctionDef)) or code is None or view.name != code.co_name:
        return None
    return _body(view, code.co_firstlineno - 1)


def _body(view: ast.FunctionDef | ast.AsyncFunctionDef, offset: int) -> ViewBody:
    nodes = [node for statement in view.body for node in ast.walk(statement)]
    touched = {node.attr for node in nodes if isinstance(node, ast.Attribute) and _ends(node.value, "request")}
    called = {_last(node.func) for node in nodes if isinstance(node, ast.Call)}
    forms = {name for name in called if name.endswith("Form")} | (called & _FORM_CALLS)
    after_get = {id(node) for statement in _where_not_get(view.body) for node in ast.walk(statement)}
    return ViewBody(
        changes=tuple(
            Change(kind=kind, what=what, line=node.lineno + offset, on_others=id(node) in after_get)
            for node in nodes
            if isinstance(node, ast.Call)
            for kind, what in _change(node)
            if not (what in _REMOVES and called & _TEMPORARY)
        ),
        looks_at_method=bool(touched & _SUBMITTED or forms) or any(_is_about_form(node) for node in nodes),
        reads_input=bool(touched & _INPUT or forms) or any(_passes_request(node) for node in nodes),
        asks_who=_asks(nodes),
        sends_files=not called.isdisjoint({"send_file", "open"}),
    )


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.func)}()" if isinstance(node, ast.Call) else ""


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _ends(node: ast.expr, name: str) -> bool:
    return _last(node) == name


def _passes_request(node: ast.AST) -> bool:
    """Tell whether the request itself is handed on, to something that may read it."""
    return isinstance(node, ast.Call) and any(
        _ends(argument, "request") for argument in (*node.args, *(keyword.value for keyword in node.keywords))
    )


def _is_about_form(node: ast.AST) -> bool:
    """Tell whether a condition looks at a form, as of ``@validate(form=...)``, whatever it asks of it."""
    return isinstance(node, (ast.If, ast.IfExp)) and any(
        isinstance(part, ast.Name) and "form" in part.id for part in ast.walk(node.test)
    )


def _asks(nodes: Iterable[ast.AST]) -> bool:
    for node in nodes:
        if isinstance(node, (ast.Name, ast.Attribute)) and _last(node) in _WHO:
            return True
        if isinstance(node, ast.Attribute) and node.attr in {"user", "current_user"} and _ends(node.value, "g"):
            return True
        if isinstance(node, (ast.If, ast.IfExp)) and any(
            isinstance(part, ast.Name) and part.id == "session" for part in ast.walk(node.test)
        ):
            return True
        if isinstance(node, ast.Call) and _last(node.func) == "abort" and _refuses(node.args[:1]):
            return True
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and _refuses(node.value.elts[1:2]):
            return True
    return False


def _refuses(values: Iterable[ast.expr]) -> bool:
    return any(isinstance(value, ast.Constant) and value.value in _REFUSALS for value in values)


def _change(call: ast.Call) -> Iterator[tuple[Literal["add", "commit", "delete", "send", "sign-out"], str]]:
    """Yield what a call changes; only what is known to, whoever defines it."""
    path = _dotted(call.func)
    owner, _, name = path.rpartition(".")
    keeps = owner.rpartition(".")[2] in {"session", "db_session", "Session"} and owner != "session"
    queried = any(word in owner for word in ("query", "filter(", "filter_by(", "where("))
    given = bool(call.args or call.keywords)
    if name in {"logout_user", "clear"} and path in {"logout_user", "flask_login.logout_user", "session.clear"}:
        yield "sign-out", path
    elif name == "commit" and not given and owner:
        yield "commit", path
    elif (
        (name == "delete" and (keeps or (queried and not given)))
        or name == "delete_instance"
        or path in {"os.remove", "os.unlink", "shutil.rmtree", "os.rmdir"}
    ):
        yield "delete", path
    elif (name in {"add", "add_all", "merge", "bulk_save_objects"} and keeps) or (
        name == "save" and owner and not given and owner not in _DRAWN
    ):
        yield "add", path
    elif name in {"send_mail", "send_email", "sendmail", "send_message"} or path == "mail.send":
        yield "send", path
    elif name in {"execute", "executemany"} and call.args and isinstance(call.args[0], ast.Constant):
        said = call.args[0].value
        word = _WRITES.match(said) if isinstance(said, str) else None
        if word is not None:
            yield ("delete" if word[1].lower() in {"delete", "drop", "truncate"} else "add"), path


def _where_not_get(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that run where ``request.method == "GET"`` was found false, and nothing else was asked."""
    for position, statement in enumerate(statements):
        if not isinstance(statement, ast.If):
            continue
        if _is_get(statement.test):
            if not (len(statement.orelse) == 1 and isinstance(statement.orelse[0], ast.If)):
                yield from statement.orelse
            if statement.body and isinstance(statement.body[-1], (ast.Return, ast.Raise)):
                yield from _until_asked(statements[position + 1 :])
                return


def _until_asked(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in statements:
        if isinstance(statement, ast.If) and any(
            isinstance(part, ast.Attribute) and part.attr in _SUBMITTED | _FORM_CALLS
            for part in ast.walk(statement.test)
        ):
            return
        yield statement


def _is_get(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], ast.Eq)
        and _dotted(test.left).endswith("request.method")
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == "GET"
    )
