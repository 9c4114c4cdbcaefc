"""Marks: where they live, and in which order they are found."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView, View

from flask_hardened.marks import ATTRIBUTE, Mark, Marks, has_method_marks, mark, marks_of


def say(value: str) -> Any:
    """Return a decorator that marks with `value`."""
    return mark("test", value)


def said(app: Flask, endpoint: str, method: str | None = None) -> list[str]:
    """Return what the marks of an endpoint say, outermost first."""
    return list(marks_of(app, endpoint, method).of("test"))


@pytest.fixture
def app() -> Flask:
    """An app without views."""
    return Flask("marked")


def test_marks_are_found_on_either_side_of_the_route_decorator(app: Flask) -> None:
    """A mark put on after the route was registered counts as well as one put on before."""

    @say("above")
    @app.get("/")
    @say("below")
    def index() -> str:
        return ""

    assert ["above", "below"] == said(app, "index")


def test_blueprints_come_first_outermost_before_nested(app: Flask) -> None:
    """Blueprint chain, then view: inner marks come last, so they can override."""
    parent, child = say("parent")(Blueprint("parent", "x")), say("child")(Blueprint("child", "x"))

    @child.get("/")
    @say("view")
    def index() -> str:
        return ""

    parent.register_blueprint(child, url_prefix="/child")
    app.register_blueprint(parent)
    assert ["parent", "child", "view"] == said(app, "parent.child.index")


def test_a_blueprint_registered_under_another_name_keeps_its_marks(app: Flask) -> None:
    """The object carries the mark, not its name."""
    blueprint = say("blueprint")(Blueprint("one", "x"))
    blueprint.add_url_rule("/", "index", lambda: "")
    app.register_blueprint(blueprint, name="two")
    assert ["blueprint"] == said(app, "two.index")


def test_two_functions_of_one_name_do_not_share_marks(app: Flask) -> None:
    """Marks are looked up on the object, so equal names do not matter."""

    def make() -> Callable[[], str]:
        def view() -> str:
            return ""

        return view

    marked, plain = say("marked")(make()), make()
    app.add_url_rule("/a", "a", marked)
    app.add_url_rule("/b", "b", plain)
    assert (["marked"], []) == (said(app, "a"), said(app, "b"))


def test_wrapping_with_functools_wraps_keeps_marks_and_leaves_the_original_alone(app: Flask) -> None:
    """A wrapper inherits the marks; marking the wrapper does not mark what it wraps."""

    @say("inner")
    def view() -> str:
        return ""

    @say("outer")
    @functools.wraps(view)
    def wrapper() -> str:
        return view()

    app.add_url_rule("/", "index", wrapper)
    assert ["outer", "inner"] == said(app, "index")
    assert (Mark("test", "inner"),) == getattr(view, ATTRIBUTE)


def test_view_classes_pass_marks_on_and_subclasses_do_not_change_their_parents(app: Flask) -> None:
    """A subclass's mark is its own, and nearer to the view than what it inherits."""

    @say("parent")
    class Parent(View):
        def dispatch_request(self) -> str:
            return ""

    @say("child")
    class Child(Parent):
        pass

    app.add_url_rule("/p", view_func=Parent.as_view("p"))
    app.add_url_rule("/c", view_func=Child.as_view("c"))
    assert (["parent"], ["parent", "child"]) == (said(app, "p"), said(app, "c"))


def test_a_view_class_has_the_marks_of_all_the_classes_that_it_inherits_from(app: Flask) -> None:
    """Not only those of the first: the others would guard nothing. Each of them counts once."""

    class Plain(View):
        def dispatch_request(self) -> str:
            return ""

    first, second = (say(name)(type(name, (Plain,), {})) for name in ("first", "second"))
    both = type("Both", (first, second), {})
    more = say("more")(type("More", (both,), {}))
    app.add_url_rule("/b", view_func=both.as_view("b"))
    app.add_url_rule("/m", view_func=say("view")(more.as_view("m")))
    assert (["second", "first"], ["second", "first", "more", "view"]) == (said(app, "b"), said(app, "m"))


def test_a_kind_of_blueprint_may_be_marked_too(app: Flask) -> None:
    """Its marks hold for each blueprint of the kind, before those that one of them has for itself."""
    kind = say("kind")(type("Kind", (Blueprint,), {}))
    narrower = say("narrower")(type("Narrower", (kind,), {}))
    blueprint = say("this")(narrower("b", "x"))
    blueprint.add_url_rule("/", "index", lambda: "")
    app.register_blueprint(blueprint)
    assert ["kind", "narrower", "this"] == said(app, "b.index")


def test_methods_of_a_view_class_may_carry_marks_of_their_own(app: Flask) -> None:
    """A mark on `post` holds for POST only; HEAD follows `get`."""

    class Item(MethodView):
        @say("get")
        def get(self) -> str:
            return ""

        def post(self) -> str:
            return ""

    app.add_url_rule("/", view_func=say("view")(Item.as_view("item")))
    assert has_method_marks(app, "item")
    assert ["view", "get"] == said(app, "item", "GET")
    assert ["view", "get"] == said(app, "item", "HEAD")
    assert ["view"] == said(app, "item", "POST")


def test_other_features_marks_are_not_seen() -> None:
    """A room reads its own marks only."""
    marks = Marks((Mark("a", 1), Mark("b", 2), Mark("a", 3)))
    assert [1, 3] == list(marks.of("a"))


def test_only_views_classes_and_blueprints_can_be_marked() -> None:
    """Forgetting the parentheses is told at once."""
    with pytest.raises(TypeError, match="@test goes on a view"):
        say("x")("not a view")


def test_an_unknown_endpoint_has_no_marks(app: Flask) -> None:
    """Nothing is found where nothing is."""
    assert Marks() == marks_of(app, "nowhere.at.all")
