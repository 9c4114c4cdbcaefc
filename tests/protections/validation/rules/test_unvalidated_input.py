"""FHV001: routes that take input, and do not say what."""

from __future__ import annotations

from flask import Blueprint, request
from flask.views import MethodView

from flask_hardened.marks import mark
from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.rules.unvalidated_input import unvalidated_input
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_on_routes_that_change_something() -> None:
    """Each with its unsafe methods."""
    app = hardened_app()
    app.add_url_rule("/a", "a", lambda: "", methods=["POST", "GET"])
    app.add_url_rule("/b", "b", lambda: "", methods=["DELETE"])
    assert ["a", "b"] == places(unvalidated_input, app)
    assert ["info", "info"] == [finding.severity.label for finding in ask(unvalidated_input, app)]


def test_found_on_one_method_of_a_view_class() -> None:
    """The other one has its decorator."""

    class Users(MethodView):
        @validate(json=list[int])
        def post(self, json: list[int]) -> str:
            return ""

        def put(self) -> str:
            return request.form["name"]

    app = hardened_app()
    app.add_url_rule("/users", view_func=Users.as_view("users"))
    assert ["The route takes PUT, and does not say what input."] == [
        finding.message for finding in ask(unvalidated_input, app)
    ]


def test_found_where_the_feature_is_off() -> None:
    """Then nothing validates; where a route has the decorator all the same, that is high."""
    assert ["Hardened(app)"] == places(unvalidated_input, plain_app())
    app = hardened_app(validation=False)
    assert ["HARDENED_VALIDATION"] == places(unvalidated_input, app)
    app.add_url_rule("/", "index", validate(json=list[int])(lambda json: ""), methods=["POST"])
    found = ask(unvalidated_input, app)
    assert [("index", "high")] == [(each.location.endpoint, each.severity.label) for each in found]


def test_not_found_where_input_is_validated() -> None:
    """By a decorator on the view, its blueprint, or for uploads; GET alone changes nothing."""
    app = hardened_app()
    app.add_url_rule("/", "index", validate(json=list[int])(lambda json: ""), methods=["POST"])
    blueprint = validate(form=dict[str, str])(Blueprint("bp", __name__))
    blueprint.add_url_rule("/bp", "view", lambda: "", methods=["GET"])
    app.register_blueprint(blueprint)
    app.add_url_rule("/upload", "upload", mark("uploads", object())(lambda: ""), methods=["GET"])
    app.add_url_rule("/read", "read", lambda: "")
    assert [] == places(unvalidated_input, app)


def test_not_found_where_the_view_reads_no_input() -> None:
    """Its parameters are checked by the URL map; what it hands on may read all of the request."""

    def like(number: int) -> str:
        return str(number)

    def pass_on() -> str:
        return str(request)

    app = hardened_app()
    app.add_url_rule("/like/<int:number>", "like", like, methods=["POST"])
    assert [] == places(unvalidated_input, app)
    app.add_url_rule("/pass", "pass_on", pass_on, methods=["POST"])
    assert ["pass_on"] == places(unvalidated_input, app)
