"""What is found when the app starts: decorators that would leave a route open, or closed to everybody."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView

from flask_hardened import ConfigurationError, Hardened
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.auth.decorators import (
    auth_required,
    fresh_login_required,
    owner_required,
    permissions_required,
    public,
    roles_required,
)
from flask_hardened.protections.auth.options import AuthOptions
from tests.conftest import SECRET_KEY
from tests.protections.auth.conftest import HEADER, Make, status

owned = owner_required(lambda value: value, owner="owner", param="post_id")


def started(app: Flask, caplog: pytest.LogCaptureFixture) -> str:
    """Send a first request, and return what the log then says."""
    caplog.clear()
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        status(app, "/any")
    return "\n".join(record.getMessage() for record in caplog.records if record.name == "flask_hardened")


def refuses(app: Flask) -> bool:
    """Tell whether the app does not start."""
    return 503 == status(app, "/login", method="POST")


@pytest.mark.parametrize("production", [True, False])
def test_the_parameter_of_an_owned_object_has_to_be_in_the_rule(
    make: Make, caplog: pytest.LogCaptureFixture, production: bool
) -> None:
    """In production and at a desk; the rule is named, and the parameter that was meant."""
    app = make({"TESTING": not production})
    app.add_url_rule("/posts/<int:postid>", "post", owned(lambda post: ""))
    said = started(app, caplog)
    assert refuses(app)
    assert "'/posts/<int:postid>': the URL has no parameter 'post_id'. Did you mean 'postid'?" in said


def test_every_rule_of_a_blueprint_has_to_have_it(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """Those that are public again need not; of a class only the methods that are marked."""
    blueprint = owned(Blueprint("b", "x"))
    blueprint.add_url_rule("/<post_id>", "one", lambda post: "")
    blueprint.add_url_rule("/", "list", public(lambda: ""))
    good = make()
    good.register_blueprint(blueprint)

    class Posts(MethodView):
        def get(self) -> str:
            return ""

        @owned
        def delete(self, post: Any) -> str:
            return ""

    good.add_url_rule("/class", view_func=Posts.as_view("all"), methods=["GET"])
    good.add_url_rule("/class/<post_id>", view_func=Posts.as_view("each"), methods=["DELETE"])
    assert "CRITICAL" not in started(good, caplog)
    assert not refuses(good)
    bad = make()
    blueprint = owned(Blueprint("b", "x"))
    blueprint.add_url_rule("/", "list", lambda: "")
    bad.register_blueprint(blueprint)
    assert "@owner_required on '/'" in started(bad, caplog)


def test_the_object_must_not_take_another_parameters_name(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """Its value would be lost."""
    app = make()
    app.add_url_rule("/<post_id>/<post>", "v", owned(lambda post: ""))
    assert "the URL has a parameter 'post' too" in started(app, caplog)


def test_methods_have_to_exist(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """A misspelt method would close the route to everybody; so would two that exclude each other."""
    app = make()
    app.add_url_rule("/a", "a", auth_required("sesion")(lambda: ""))
    app.add_url_rule("/b", "b", auth_required("session")(auth_required("header")(lambda: "")))
    said = started(app, caplog)
    assert "@auth_required on 'a': nothing here offers 'sesion'. Did you mean 'session'?" in said
    assert "@auth_required on 'b': its methods and those further out exclude each other." in said
    assert refuses(app)
    assert "AuthOptions.methods: nothing here offers 'bearrer'" in started(make(methods=["bearrer"]), caplog)


def test_the_login_page_has_to_exist_and_to_be_public(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """Else nobody could sign in, and browsers would go round in circles."""
    assert "no endpoint 'logn'" in started(make(login_endpoint="logn"), caplog)
    for default, mark in (("deny", lambda view: view), ("allow", auth_required)):
        app = make(login_endpoint="page", default=default)
        app.add_url_rule("/page", "page", mark(lambda: ""))
        assert "Mark it with @public" in started(app, caplog)
    app = make(login_endpoint="page", default="deny")
    app.add_url_rule("/page", "page", public(lambda: ""))
    assert not refuses(app)


def test_undecided_routes_are_named(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """With ``default="deny"`` only; what is decided, and the static folder, are not."""
    app = make(default="deny")
    app.add_url_rule("/a", "alpha", lambda: "")
    app.add_url_rule("/b", "beta", auth_required(lambda: ""))

    class Half(MethodView):
        @public
        def get(self) -> str:
            return ""

        def post(self) -> str:
            return ""

    app.add_url_rule("/half", view_func=Half.as_view("half"))
    app.register_blueprint(Blueprint("files", __name__, static_folder="."))
    assert "No decorator says who may use alpha, half, so nobody may" in started(app, caplog)
    quiet = make()
    quiet.add_url_rule("/a", "alpha", lambda: "")
    assert "alpha" not in started(quiet, caplog)


def test_rights_that_nobody_can_have_are_a_note(caplog: pytest.LogCaptureFixture) -> None:
    """Roles come from user objects."""
    app = Flask("roles")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app)
    app.add_url_rule("/", "v", roles_required("admin")(lambda: ""))
    assert "nobody has any without a loader" in started(app, caplog)


@pytest.mark.parametrize(
    ("decorate", "message"),
    [
        (lambda: roles_required(), "names nothing"),
        (lambda: roles_required(any=[]), "names nothing"),
        (lambda: permissions_required(all=[]), "names nothing"),
        (lambda: roles_required(7), "no name"),
        (lambda: roles_required(""), "no name"),
        (lambda: roles_required(all=7), "no name"),
        (lambda: auth_required("a", 7), "no name"),
        (lambda: fresh_login_required(0), "is no time"),
        (lambda: fresh_login_required(float("nan")), "is no time"),
        (lambda: owner_required(lambda v: v, owner="", param="id"), "is no name"),
        (lambda: owner_required(lambda v: v, owner="a b", param="id"), "is no name"),
        (lambda: owner_required(lambda v: v, owner="a", param="<id>"), "is no name"),
        (lambda: owner_required(None, owner="a", param="id"), "cannot be called"),  # type: ignore[arg-type]
        (lambda: owner_required(lambda v: v, owner="a", param="id", into="b c"), "is no name"),
    ],
)
def test_decorators_refuse_what_means_nothing(decorate: Callable[[], Any], message: str) -> None:
    """At import time, where the traceback shows the line."""
    with pytest.raises(ConfigurationError, match=message):
        decorate()


@pytest.mark.parametrize("decorate", [public, auth_required, fresh_login_required, roles_required("a")])
def test_decorators_go_on_views_classes_and_blueprints_only(decorate: Callable[..., Any]) -> None:
    """Anything else raises at once."""
    with pytest.raises(TypeError):
        decorate(None)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"login_url": "login"}, "neither a path"),
        ({"login_url": "//evil.example"}, "neither a path"),
        ({"login_url": "/\\evil.example"}, "neither a path"),
        ({"login_url": "/\tlogin"}, "neither a path"),
        ({"login_url": "http://sso.example"}, "neither a path"),
        ({"login_url": "javascript:alert(1)"}, "neither a path"),
        ({"login_url": "https://user@sso.example"}, "neither a path"),
        ({"login_url": "https://[sso"}, "neither a path"),
        ({"login_url": "/a", "login_endpoint": "a"}, "Keep one"),
        ({"next_parameter": "a&b"}, "no name"),
        ({"authenticators": [HEADER, HEADER]}, "there twice"),
        ({"methods": []}, "empty"),
        ({"default": "open"}, "not a choice"),
        ({"loader": "load"}, "cannot be called"),
        ({"authenticators": [lambda: None]}, "Authenticator"),
    ],
)
def test_options_refuse_what_means_nothing(options: dict[str, Any], message: str) -> None:
    """Each names its fault."""
    with pytest.raises(ConfigurationError, match=message):
        AuthOptions(**options)


def test_sound_login_addresses_are_taken() -> None:
    """Near misses of the above."""
    for url in ("/login", "/login?a=b#c", "https://sso.example/in", "https://sso.example:8443"):
        assert url == AuthOptions(login_url=url).login_url


def test_routes_without_demands_have_no_door(make: Make) -> None:
    """They cost nothing."""
    app = make(default="deny")
    app.add_url_rule("/a", "a", public(lambda: ""))
    app.add_url_rule("/b", "b", auth_required(lambda: ""))
    doors = {name: hardening_of(app).plans.of(name, "GET").before for name in ("a", "b")}
    assert [False, True] == [any("Guard" in type(door).__name__ for door in doors[name]) for name in ("a", "b")]
