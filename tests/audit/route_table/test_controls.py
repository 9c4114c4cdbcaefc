"""What guards each route, read from decorators, options and plans."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_login import LoginManager, login_required

from flask_hardened import body_size, cors, csrf_exempt, limit, limit_exempt
from flask_hardened.audit.finding import Location
from flask_hardened.audit.route_table.access import access_of
from flask_hardened.audit.route_table.controls import GuardedRoute, guarded_routes
from flask_hardened.audit.snapshot import PlanFacts, Route
from tests.audit.asking import hardened_app, plain_app, read

EVERYBODY = frozenset[str]()


def guarded(app: Flask, view: Any, **rule: Any) -> GuardedRoute:
    """Return the one route of an app, whose view is `view`."""
    app.add_url_rule("/", "index", view, **rule)
    (route,) = guarded_routes(read(app))
    return route


def view() -> str:
    """Answer."""
    return ""


@pytest.mark.parametrize(
    ("methods", "shown"),
    [(["GET"], ("GET",)), (["POST"], ("POST",)), (["GET", "POST"], ("GET", "POST")), (["OPTIONS"], ("OPTIONS",)),
     (["HEAD"], ("HEAD",))],
)  # fmt: skip
def test_methods_that_flask_adds_are_not_shown(methods: list[str], shown: tuple[str, ...]) -> None:
    """Unless they are all there is."""
    assert shown == guarded(plain_app(), view, methods=methods).methods


def test_an_app_that_is_not_hardened_guards_nothing() -> None:
    """Its routes are public, and nobody said so."""
    route = guarded(plain_app(), view, methods=["POST"])
    assert (("public",), False, (), ()) == (route.access, route.decided, route.controls, route.grants)


@pytest.mark.parametrize(
    ("decorate", "control", "grant"),
    [
        (lambda view: view, "csrf strict", None),
        (lambda view: view, "limit 600 per minute", None),
        (limit("5 per minute"), "limit 5 per minute", None),
        (limit("5 per minute", on="failure", methods=["POST"]), "limit 5 per minute on failure for POST", None),
        (body_size(max_body=1000), "body up to 1000 bytes", None),
        (csrf_exempt(reason="signed"), None, "csrf exempt"),
        (limit_exempt(reason="health"), None, "no rate limit"),
        (cors(origins=["https://a.example"], credentials=True), None, "readable by https://a.example with credentials"),
    ],
)
def test_what_decorators_say(decorate: Any, control: str | None, grant: str | None) -> None:
    """In words that a lock can hold."""
    route = guarded(hardened_app(), decorate(lambda: ""), methods=["POST"])
    assert control is None or control in route.controls
    assert (grant,) == (route.grants or (None,))


def test_a_limit_that_takes_the_place_of_the_default() -> None:
    """And one that stands beside it."""
    own = guarded(hardened_app(), limit("5 per minute", override_default=True)(lambda: ""))
    beside = guarded(hardened_app(), limit("5 per minute")(lambda: ""))
    assert ["limit 5 per minute"] == [each for each in own.controls if "limit" in each]
    assert ["limit 5 per minute", "limit 600 per minute"] == [each for each in beside.controls if "limit" in each]


def test_reading_changes_nothing_so_csrf_does_not_guard_it() -> None:
    """Only unsafe methods are checked."""
    assert not any("csrf" in each for each in guarded(hardened_app(), view).controls)


def test_flask_login_is_recognised() -> None:
    """By the decorator itself, whatever it is called where it is used."""
    app = plain_app(SECRET_KEY="k")
    LoginManager(app)
    route = guarded(app, login_required(lambda: ""))
    assert (("signed in by flask_login",), True, False) == (route.access, route.decided, route.public)


def test_a_decorator_of_the_app_is_named_and_decides_nothing() -> None:
    """What it does is not known; that it goes is seen."""
    import functools

    @functools.wraps(view)
    def wrapped() -> str:
        return view()

    route = guarded(plain_app(), wrapped)
    assert ((f"wrapped by {__name__.partition('.')[0]}",), False) == (route.controls, route.decided)


@pytest.mark.parametrize(
    ("facts", "demands", "decided"),
    [
        ({"declared": False}, ("public",), False),
        ({"declared": True}, ("public",), True),
        ({"denied": True}, ("nobody",), True),
        ({"authenticated": True, "declared": True}, ("signed in",), True),
        ({"authenticated": True, "methods": {"session", "bearer"}}, ("signed in", "by bearer or session"), True),
        (
            {"authenticated": True, "roles_all": {"admin"}, "roles_any": [{"b", "a"}], "permissions_all": {"x"}},
            ("signed in", "role admin", "role a or b", "permission x"),
            True,
        ),
        (
            {"authenticated": True, "owners": [SimpleNamespace(param="post_id")], "max_age": 900.0},
            ("signed in", "owner of post_id", "signed in 900 s ago at most"),
            True,
        ),
    ],
)
def test_what_the_auth_room_compiled(facts: dict[str, Any], demands: tuple[str, ...], decided: bool) -> None:
    """Read by attribute: the audit imports no room."""
    plan = PlanFacts(headers={}, room={"auth": SimpleNamespace(**facts)})
    route = Route(rule="/", endpoint="a", methods=("GET",), blueprints=(), location=Location(), marks={}, plan=plan)
    assert (demands, decided) == tuple(access_of(route))


def test_static_files_are_public_on_purpose() -> None:
    """A rule of that name that serves something else is not."""
    app = Flask(__name__, static_folder="static")
    (static,) = guarded_routes(read(app))
    assert (True, True) == (static.public, static.decided)
    fake = plain_app()
    fake.add_url_rule("/admin", "static", view)
    assert not guarded_routes(read(fake))[0].decided
