"""FHA003: everybody may change something."""

import functools

import flask_login
import pytest
from flask import Blueprint

from flask_hardened.protections.auth.decorators import auth_required, public
from flask_hardened.protections.auth.options import AuthOptions
from flask_hardened.protections.auth.rules.unguarded_changes import unguarded_changes
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PURGE"])
def test_found_for_methods_that_change(method: str) -> None:
    """Lower, and with less confidence, where the app decides nothing at all."""
    app = hardened_app()
    app.add_url_rule("/change", "change", lambda: "", methods=["GET", method])
    found = [
        (each.location.endpoint, each.severity.label, each.confidence.label) for each in ask(unguarded_changes, app)
    ]
    assert [("change", "low", "low")] == found
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""))
    found = [
        (each.location.endpoint, each.severity.label, each.confidence.label) for each in ask(unguarded_changes, app)
    ]
    assert [("change", "medium", "medium")] == found


def test_found_with_less_confidence_below_a_decorator_of_another_kind() -> None:
    """Nobody knows what it does; it may ask who somebody is."""
    app = hardened_app()

    def view() -> str:
        return ""

    @functools.wraps(view)
    def wrapper() -> str:
        return view()

    app.add_url_rule("/change", "change", wrapper, methods=["POST"])
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""))
    assert [("medium", "low")] == [(each.severity.label, each.confidence.label) for each in ask(unguarded_changes, app)]


def test_not_found_for_reading_and_what_is_decided() -> None:
    """Nor where nobody may use it anyway."""
    app = hardened_app()
    app.add_url_rule("/read", "read", lambda: "")
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""), methods=["POST"])
    app.add_url_rule("/sign-in", "sign_in", public(lambda: ""), methods=["POST"])
    assert [] == places(unguarded_changes, app)
    closed = hardened_app(auth=AuthOptions(default="deny"))
    plain = plain_app()
    for each in (closed, plain):
        each.add_url_rule("/change", "change", lambda: "", methods=["POST"])
        assert [] == places(unguarded_changes, each)


def test_found_in_apps_that_are_not_hardened() -> None:
    """Beside routes that another package guards; not for what a hook guards, and where people sign in."""
    app = plain_app()
    app.add_url_rule("/mine", "mine", flask_login.login_required(lambda: ""), methods=["POST"])
    app.add_url_rule("/change", "change", lambda: "", methods=["POST"])
    app.add_url_rule("/login", "login", lambda: "", methods=["POST"])
    guarded = Blueprint("guarded", __name__)
    guarded.before_request(flask_login.login_required(lambda: None))
    guarded.add_url_rule("/other", "other", lambda: "", methods=["POST"])
    app.register_blueprint(guarded)
    found = [(each.location.endpoint, each.confidence.label) for each in ask(unguarded_changes, app)]
    assert [("change", "low")] == found
