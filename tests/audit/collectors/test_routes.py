"""The URL map: routes, where their views are written, their marks and plans."""

import functools
import inspect
from typing import Any

import pytest
from flask import Blueprint
from flask.views import MethodView, View

from flask_hardened import csp, headers, no_store
from tests.audit.asking import hardened_app, plain_app, read

FILE = "tests/audit/collectors/test_routes.py"


def view() -> str:
    """A plain view."""
    return ""


def logged(function: Any) -> Any:
    """A decorator as people write them."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


class Shelf:
    """Views as methods, and an object that can be called."""

    def view(self) -> str:
        return ""

    def __call__(self) -> str:
        return ""


class Page(View):
    """A class-based view."""

    def dispatch_request(self) -> str:
        return ""


class Api(MethodView):
    """A class-based view with a function for each method."""

    def get(self) -> str:
        return ""

    @headers(referrer_policy="no-referrer")
    def post(self) -> str:
        return ""


def line_of(thing: Any) -> int:
    """Return the line that Python says."""
    return inspect.getsourcelines(thing)[1]


@pytest.mark.parametrize(
    ("function", "written"),
    [
        (view, view),
        (logged(view), view),
        (logged(logged(view)), view),
        (functools.partial(view), view),
        (logged(functools.partial(logged(view))), view),
        (Shelf().view, Shelf.view),
        (Shelf(), Shelf.__call__),
        (Page.as_view("page"), Page),
        (logged(Page.as_view("page")), Page),
        (Api.as_view("page"), Api),
    ],
)
def test_a_view_is_found_through_what_wraps_it(function: Any, written: Any) -> None:
    """File and line are those of the view that somebody wrote."""
    app = plain_app()
    app.add_url_rule("/", "page", function)
    (route, *_) = read(app).routes
    assert ("page", FILE, line_of(written)) == (route.location.endpoint, route.location.file, route.location.line)


def test_what_is_not_written_in_python_has_no_place() -> None:
    """A builtin, a rule without a view, and a decorator that wraps itself are routes all the same."""

    def circle() -> str:
        return ""

    circle.__wrapped__ = circle  # type: ignore[attr-defined]
    app = plain_app()
    app.add_url_rule("/a", "a", len)
    app.add_url_rule("/b", "b")
    app.add_url_rule("/c", "c", circle)
    places = {route.endpoint: route.location.file for route in read(app).routes}
    assert {"a": None, "b": None, "c": FILE} == places


def test_routes_tell_rule_methods_and_blueprints() -> None:
    """Nested blueprints are named from the outside in."""
    app = plain_app()
    outer, inner = Blueprint("outer", __name__, url_prefix="/outer"), Blueprint("inner", __name__)
    inner.add_url_rule("/x/<int:number>", "x", lambda number: "", methods=["POST"])
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    (route,) = read(app).routes
    assert ("/outer/x/<int:number>", ("OPTIONS", "POST"), ("outer", "outer.inner")) == (
        route.rule, route.methods, route.blueprints
    )  # fmt: skip


def test_marks_are_sorted_by_feature_outermost_first() -> None:
    """What blueprints and views say; nothing where nobody said anything."""
    app = plain_app()
    blueprint = no_store(Blueprint("shop", __name__))
    blueprint.add_url_rule("/a", "a", headers(referrer_policy="no-referrer")(csp(img_src=["'self'"])(lambda: "")))
    app.register_blueprint(blueprint)
    app.add_url_rule("/b", "b", lambda: "")
    marks = {route.endpoint: route.marks for route in read(app).routes}
    assert {"headers", "csp"} == set(marks["shop.a"])
    assert [{"cache_control"}, {"referrer_policy"}] == [mark.given for mark in marks["shop.a"]["headers"]]
    assert {} == marks["b"]


def test_methods_that_are_treated_differently_are_routes_of_their_own() -> None:
    """A mark on one method of a class holds for that one."""
    app = hardened_app()
    app.add_url_rule("/api", view_func=Api.as_view("api"))
    routes = {route.methods: route for route in read(app).routes}
    assert "headers" in routes[("POST",)].marks
    assert "headers" not in routes[("GET",)].marks
    assert "no-referrer" == routes[("POST",)].plan.headers["Referrer-Policy"]
    assert "no-referrer" != routes[("GET",)].plan.headers["Referrer-Policy"]


def test_plans_are_those_of_the_app_and_leave_them_alone() -> None:
    """A hardened app has one for each route and one for everything else; the app's own are not compiled for it."""
    app = hardened_app()
    app.add_url_rule("/", "index", view)
    snapshot = read(app)
    assert "nosniff" == snapshot.default_plan.headers["X-Content-Type-Options"]
    assert snapshot.routes[0].plan.headers == snapshot.default_plan.headers
    assert {} == app.extensions["hardened"].plans._plans
    assert read(plain_app()).default_plan is None


def test_a_route_that_cannot_be_read_is_reported() -> None:
    """The others are read; the exception's text is not repeated."""

    class Odd:
        @property
        def view_class(self) -> type:
            raise RuntimeError("hunter2")

        def __call__(self) -> str:
            return ""

    app = plain_app()
    app.add_url_rule("/", "index", view)
    app.add_url_rule("/odd", "odd", view)
    app.view_functions["odd"] = Odd()
    snapshot = read(app)
    assert ["index"] == [route.endpoint for route in snapshot.routes]
    assert [("the route odd", "RuntimeError")] == [(each.what, each.reason) for each in snapshot.unchecked]
