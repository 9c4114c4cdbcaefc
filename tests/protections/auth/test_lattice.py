"""The lattice: what the app's default and the marks of a route come to, as a table and in every combination."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView, View

from flask_hardened.protections.auth.decorators import (
    auth_required,
    fresh_login_required,
    owner_required,
    permissions_required,
    public,
    roles_required,
)
from tests.protections.auth.conftest import Make, status

ROOT = Path(__file__).parent.parent.parent.parent
MARKS: dict[str, Any] = {
    "-": lambda target: target,
    "public": public,
    "auth": auth_required,
    "admin": roles_required("admin"),
}
NOBODY, EVERYBODY, USERS, ADMINS = "nobody", "everybody", "users", "admins"
ANSWERS = {  # by who may use a route: what somebody unknown, ann and adam are answered
    NOBODY: (403, 403, 403),
    EVERYBODY: (200, 200, 200),
    USERS: (401, 200, 200),
    ADMINS: (401, 403, 200),
}

TABLE = [
    # default, blueprint, nested blueprint, view, who may use it
    ("allow", "-", "-", "-", EVERYBODY),
    ("deny", "-", "-", "-", NOBODY),
    ("deny", "-", "-", "public", EVERYBODY),
    ("deny", "public", "-", "-", EVERYBODY),
    ("deny", "-", "-", "auth", USERS),
    ("deny", "auth", "-", "-", USERS),
    ("allow", "auth", "-", "-", USERS),
    ("allow", "auth", "-", "public", EVERYBODY),
    ("allow", "auth", "public", "-", EVERYBODY),
    ("allow", "auth", "public", "admin", ADMINS),
    ("allow", "auth", "-", "admin", ADMINS),
    ("allow", "admin", "-", "auth", ADMINS),
    ("allow", "admin", "auth", "-", ADMINS),
    ("allow", "admin", "public", "auth", USERS),
    ("deny", "public", "admin", "-", ADMINS),
    ("deny", "admin", "auth", "public", EVERYBODY),
]


def who(default: str, *marks: str) -> str:
    """Say who may use a route, in other words than the code: the marks inside of the last @public count."""
    chain = [mark for mark in marks if mark != "-"]
    if not chain:
        return NOBODY if default == "deny" else EVERYBODY
    if "public" in chain:
        chain = chain[len(chain) - chain[::-1].index("public") :]
    return ADMINS if "admin" in chain else USERS if chain else EVERYBODY


def answers(app: Flask, path: str, method: str = "GET") -> tuple[int, ...]:
    """Return what somebody unknown, ann and adam are answered."""
    client = app.test_client()
    return tuple(status(client, path, user, method) for user in (None, "ann", "adam"))


def add_nested(app: Flask, name: str, outer: str, inner: str, add: Any) -> str:
    """Add a blueprint in a blueprint, each with a mark; `add` adds the route to the inner one. Return its path."""
    parent, child = MARKS[outer](Blueprint(f"{name}_p", "x")), MARKS[inner](Blueprint("c", "x"))
    add(child)
    parent.register_blueprint(child)
    app.register_blueprint(parent, url_prefix=f"/{name}")
    return f"/{name}/"


@pytest.mark.parametrize(("default", "outer", "inner", "view", "expected"), TABLE)
def test_the_table_of_the_documentation(
    make: Make, default: str, outer: str, inner: str, view: str, expected: str
) -> None:
    """Each row of the table in docs/howto/authorization.md holds."""
    app = make(default=default)
    path = add_nested(
        app, "a", outer, inner, lambda blueprint: blueprint.add_url_rule("/", "v", MARKS[view](lambda: ""))
    )
    assert ANSWERS[expected] == answers(app, path)
    assert expected == who(default, outer, inner, view)


def test_the_table_is_the_one_that_is_tested() -> None:
    """Row by row."""
    page = (ROOT / "docs/howto/authorization.md").read_text("utf-8")
    head = "| default | blueprint | nested blueprint | view | who may use it |\n|---|---|---|---|---|\n"
    rows = page.partition(head)[2].partition("\n\n")[0].splitlines()
    assert [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows] == TABLE


@pytest.mark.parametrize("default", ["allow", "deny"])
def test_every_combination_for_functions(make: Make, default: str) -> None:
    """Default x blueprint x nested blueprint x view, for GET, HEAD and POST."""
    app = make(default=default)
    paths = {}
    for number, marks in enumerate(product(MARKS, repeat=3)):

        def add(blueprint: Blueprint, view: str = marks[2]) -> None:
            blueprint.add_url_rule("/", "v", MARKS[view](lambda: ""), methods=["GET", "POST"])

        paths[marks] = add_nested(app, f"n{number}", marks[0], marks[1], add)
    wrong = [
        (marks, method)
        for marks, path in paths.items()
        for method in ("GET", "HEAD", "POST")
        if answers(app, path, method) != ANSWERS[who(default, *marks)]
    ]
    assert [] == wrong


@pytest.mark.parametrize("default", ["allow", "deny"])
def test_every_combination_for_view_classes(make: Make, default: str) -> None:
    """Default x blueprint x class x as_view() x get x post: a method's own mark is the innermost; HEAD follows GET."""
    app = make(default=default)
    combinations = [marks for marks in product(MARKS, repeat=4) if marks[2] != marks[3]]
    for number, (outer, of_class, of_get, of_post) in enumerate(combinations):
        body = {"get": MARKS[of_get](lambda self: ""), "post": MARKS[of_post](lambda self: "")}
        item = MARKS[of_class](type(f"Item{number}", (MethodView,), body))
        blueprint = MARKS[outer](Blueprint(f"b{number}", "x"))
        blueprint.add_url_rule("/", view_func=item.as_view("item"))
        app.register_blueprint(blueprint, url_prefix=f"/{number}")
    wrong = [
        (outer, of_class, mark, method)
        for number, (outer, of_class, of_get, of_post) in enumerate(combinations)
        for method, mark in (("GET", of_get), ("HEAD", of_get), ("POST", of_post))
        if answers(app, f"/{number}/", method) != ANSWERS[who(default, outer, of_class, mark)]
    ]
    assert [] == wrong


@pytest.mark.parametrize("default", ["allow", "deny"])
def test_automatic_answers_to_options_are_for_everybody(make: Make, default: str) -> None:
    """They say nothing but the methods; a view that answers OPTIONS itself is guarded like any other."""
    app = make(default=default)
    app.add_url_rule("/auto", "auto", roles_required("admin")(lambda: ""))
    app.add_url_rule("/own", "own", roles_required("admin")(lambda: ""), methods=["GET", "OPTIONS"])
    app.add_url_rule("/undecided", "undecided", lambda: "")

    class Own(MethodView):
        def get(self) -> str:
            return ""

        @auth_required
        def options(self) -> str:
            return ""

    app.add_url_rule("/class", view_func=public(Own.as_view("class")))
    assert (200, 200, 200) == answers(app, "/auto", "OPTIONS") == answers(app, "/undecided", "OPTIONS")
    assert ANSWERS[ADMINS] == answers(app, "/own", "OPTIONS")
    assert ANSWERS[USERS] == answers(app, "/class", "OPTIONS")
    assert ANSWERS[EVERYBODY] == answers(app, "/class")


def test_marks_add_up(make: Make) -> None:
    """Roles, permissions, methods and ages of all levels are demanded together."""
    app = make()
    blueprint = permissions_required("write")(Blueprint("b", "x"))
    blueprint.add_url_rule("/editors", "editors", roles_required(any=["editor", "chief"])(lambda: ""))
    blueprint.add_url_rule("/delete", "delete", permissions_required("delete")(lambda: ""))
    blueprint.add_url_rule("/token", "token", auth_required("bearer")(lambda: ""))
    blueprint.add_url_rule("/fresh", "fresh", fresh_login_required(60)(lambda: ""))
    app.register_blueprint(blueprint)
    asked = [None, "ann", "ed", "adam"]
    found = {path: [status(app, path, user) for user in asked] for path in ("/editors", "/delete", "/token", "/fresh")}
    assert {
        "/editors": [401, 403, 200, 200],
        "/delete": [401, 403, 403, 200],
        "/token": [401, 401, 401, 401],
        "/fresh": [401, 403, 401, 401],
    } == found


def test_any_of_two_levels_needs_one_of_each(make: Make) -> None:
    """Two sets of alternatives are not one larger set."""
    app = make()
    blueprint = roles_required(any=["admin", "chief"])(Blueprint("b", "x"))
    blueprint.add_url_rule("/", "v", roles_required(any=["editor", "intern"])(lambda: ""))
    app.register_blueprint(blueprint)
    assert [403, 200] == [status(app, "/", user) for user in ("ed", "adam")]


def test_the_method_that_dispatches_may_carry_the_mark(make: Make) -> None:
    """A plain View has one method for all."""
    app = make()

    class Page(View):
        @auth_required
        def dispatch_request(self) -> str:
            return ""

    app.add_url_rule("/", view_func=Page.as_view("page"))
    assert ANSWERS[USERS] == answers(app, "/")


def test_a_head_of_its_own_follows_get(make: Make) -> None:
    """What GET demands holds for HEAD, unless it is public by name; its own marks come on top."""
    app = make()
    for name, of_get, of_head in (("a", "admin", "-"), ("b", "-", "auth"), ("c", "admin", "public"), ("d", "-", "-")):
        body = {"get": MARKS[of_get](lambda self: ""), "head": MARKS[of_head](lambda self: "")}
        app.add_url_rule(f"/{name}", view_func=type(name, (MethodView,), body).as_view(name))
    found = [answers(app, f"/{name}", "HEAD") for name in "abcd"]
    assert [ANSWERS[ADMINS], ANSWERS[USERS], ANSWERS[EVERYBODY], ANSWERS[EVERYBODY]] == found


def test_a_method_that_only_the_rule_names_has_its_marks(make: Make) -> None:
    """``methods`` of the URL rule may be more than those that Flask finds in the class."""
    app = make(features={"hosts": False})

    class Cache(MethodView):
        def get(self) -> str:
            return ""

        @auth_required
        def purge(self) -> str:
            return ""

    app.add_url_rule("/", view_func=Cache.as_view("cache"), methods=["GET", "PURGE"])
    assert (ANSWERS[USERS], ANSWERS[EVERYBODY]) == (answers(app, "/", "PURGE"), answers(app, "/"))


def test_the_list_of_decorators_of_a_class_counts(make: Make) -> None:
    """``decorators`` is where Flask applies them to the view of the class."""
    app = make()

    class Page(MethodView):
        decorators = [roles_required("admin")]  # noqa: RUF012 - as Flask's documentation writes it

        def get(self) -> str:
            return ""

    app.add_url_rule("/", view_func=Page.as_view("page"))
    assert ANSWERS[ADMINS] == answers(app, "/")


def test_async_views_are_guarded(make: Make) -> None:
    """The door comes before the view, whatever it is."""
    app = make()

    @app.get("/")
    @auth_required
    async def page() -> str:
        return "ok"

    assert ANSWERS[USERS] == answers(app, "/")


def test_owners_of_all_levels_are_asked(make: Make) -> None:
    """A blueprint's project and the view's task both have to be one's own."""
    app = make()
    blueprint = owner_required({"p": ["ann", "ed"]}.get, owner=list, param="project")(Blueprint("b", "x"))

    @blueprint.get("/<project>/<task>")
    @owner_required({"t": ("ann", "ed"), "u": ("ed",)}.get, owner=list, param="task")
    def task(project: list[str], task: tuple[str, ...]) -> list[Any]:
        return [project, task]

    app.register_blueprint(blueprint)
    assert [200, 404, 404] == [status(app, path, "ann") for path in ("/p/t", "/p/u", "/q/t")]
    assert [200, 404] == [status(app, path, "ed") for path in ("/p/u", "/p/v")]
