"""A look at one view: what it changes, and what it looks at before."""

from __future__ import annotations

import ast
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import abort, current_app, g, request, session

from flask_hardened.audit.collectors.view_body import look_at

db: Any = None
Post: Any = None
mail: Any = None
helper: Any = None


def sends() -> None:
    mail.send("x")


def nested(number: int) -> None:
    with current_app.app_context():
        for each in range(number):
            db.session.merge(each)


def prunes() -> None:
    Post.query.filter_by(id=1).delete()


def cleans(session: Any, cache: Any, words: set[str], files: Any) -> None:
    cache.delete("x")
    words.add("x")
    files.save("name", 3)
    session.pop("x")


def drops(cursor: Any) -> None:
    cursor.execute("  drop table users")


def selects(cursor: Any, text: str) -> None:
    cursor.execute("select 'delete'")
    cursor.execute(text)


def tidies() -> None:
    folder = tempfile.mkdtemp()
    shutil.rmtree(folder)


async def waits() -> None:
    await db.session.commit()


@pytest.mark.parametrize(
    ("view", "kinds"),
    [(sends, ["send"]), (nested, ["add"]), (prunes, ["delete"]), (cleans, []), (drops, ["delete"]), (selects, []),
     (waits, ["commit"]), (tidies, [])],
)  # fmt: skip
def test_what_changes(view: Callable[..., Any], kinds: list[str]) -> None:
    """Known calls, wherever they stand in the view, and no calls that only share a name with them."""
    body = look_at(view)
    assert body is not None
    assert kinds == [change.kind for change in body.changes]


def test_lines_are_those_of_the_file() -> None:
    """As an editor counts them."""
    body = look_at(nested)
    assert body is not None
    (change,) = body.changes
    lines = Path(__file__).read_text("utf-8").splitlines()
    assert "db.session.merge(each)" == lines[change.line - 1].strip()


def reads_args() -> Any:
    return request.args["a"]


def passes_on() -> Any:
    return helper(request)


def reads_none() -> Any:
    return request.endpoint, request.headers, helper.form


def makes_form() -> Any:
    return helper.LoginForm().data


@pytest.mark.parametrize(
    ("view", "reads"), [(reads_args, True), (passes_on, True), (makes_form, True), (reads_none, False)]
)
def test_what_reads_input(view: Callable[..., Any], reads: bool) -> None:
    """Headers are none here; the request itself may be read by whoever gets it."""
    body = look_at(view)
    assert body is not None
    assert reads == body.reads_input


def by_session() -> Any:
    if "user" not in session:
        return helper("login")
    return ""


def by_g() -> Any:
    return g.user.name


def by_abort() -> Any:
    if helper():
        abort(403)
    return ""


def by_answer() -> Any:
    return "no", 401


def by_header() -> Any:
    return helper(request.authorization)


def keeps_in_session() -> Any:
    session["cart"] = 1
    abort(404)


def database_session() -> Any:
    if db.session.get(1):
        return "", 404
    return ""


@pytest.mark.parametrize("view", [by_session, by_g, by_abort, by_answer, by_header])
def test_who_is_asked_for(view: Callable[..., Any]) -> None:
    """In the ways that views do it themselves."""
    body = look_at(view)
    assert body is not None
    assert body.asks_who


@pytest.mark.parametrize("view", [keeps_in_session, database_session, sends])
def test_nobody_is_asked_for(view: Callable[..., Any]) -> None:
    """A cart, a 404 and the session of a database ask nobody."""
    body = look_at(view)
    assert body is not None
    assert not body.asks_who


def made() -> Any:
    """Return a function that has no source."""
    scope: dict[str, Any] = {}
    exec(compile(ast.parse("def view(): return 1"), "nowhere", "exec"), scope)
    return scope["view"]


@pytest.mark.parametrize("thing", [lambda: "", None, 7, print, len, made(), type, helper])
def test_what_has_no_source_is_not_looked_at(thing: object) -> None:
    """Lambdas, builtins, generated functions, and what is no function."""
    assert None is look_at(thing)
