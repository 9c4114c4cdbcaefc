"""FHL005: sign-in routes without a limit of their own."""

import pytest
from flask import Blueprint
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from flask_hardened import PasswordsOptions, RateLimitOptions, limit, limit_exempt
from flask_hardened.audit.finding import Severity
from flask_hardened.protections.rate_limit.rules.unlimited_sign_ins import unlimited_sign_ins
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [("/login", "enter"), ("/auth/sign-in/<provider>", "enter"), ("/api/token", "issue"), ("/enter", "login_form"),
     ("/reset_password", "reset"), ("/2fa", "second"), ("/Log_In", "enter")],
)  # fmt: skip
def test_found_by_path_and_by_endpoint(path: str, endpoint: str) -> None:
    """However the words are joined."""
    app = hardened_app()
    app.add_url_rule(path, endpoint, lambda **_: "", methods=["POST"])
    assert [endpoint] == places(unlimited_sign_ins, app)


def test_found_where_the_limit_does_not_hold() -> None:
    """A limit for other methods, and one that an exemption further in takes away."""
    app = hardened_app()
    app.add_url_rule("/login", "a", limit("9/minute", methods=["GET"])(lambda: ""), methods=["GET", "POST"])
    blueprint = limit("9/minute")(Blueprint("auth", __name__))
    blueprint.add_url_rule("/signin", "b", limit_exempt(lambda: ""), methods=["POST"])
    app.register_blueprint(blueprint)
    assert ["a", "auth.b"] == sorted(places(unlimited_sign_ins, app))


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [("/logout", "leave"), ("/tokens", "tokens"), ("/blogin", "post"), ("/<login>", "profile"), ("/passwords", "list")],
)
def test_not_found_for_other_words(path: str, endpoint: str) -> None:
    """Part of another word, or a variable."""
    app = hardened_app()
    app.add_url_rule(path, endpoint, lambda **_: "", methods=["POST"])
    assert [] == places(unlimited_sign_ins, app)


def test_not_found_with_a_limit() -> None:
    """Of the view, of its blueprint, of each route, or of Flask-Limiter; and a form that is only shown."""
    app = hardened_app()
    app.add_url_rule("/login", "login", limit("9/minute")(lambda: ""), methods=["POST"])
    blueprint = limit("9/minute")(Blueprint("auth", __name__))
    blueprint.add_url_rule("/signin", "signin", lambda: "", methods=["POST"])
    app.register_blueprint(blueprint)
    app.add_url_rule("/otp", "otp", lambda: "")
    limiter = Limiter(get_remote_address)
    app.add_url_rule("/token", "token", limiter.limit("9/minute")(lambda: ""), methods=["POST"])
    assert [] == places(unlimited_sign_ins, app)
    app = hardened_app(rate_limit=RateLimitOptions(per_route="9/minute"))
    app.add_url_rule("/login", "login", lambda: "", methods=["POST"])
    assert [] == places(unlimited_sign_ins, app)
    assert [] == places(unlimited_sign_ins, plain_app())


def test_less_urgent_where_authenticate_counts() -> None:
    """An app that says how accounts are found probably checks its passwords with it."""
    found = []
    for passwords in (True, PasswordsOptions(find=lambda name: None)):
        app = hardened_app(passwords=passwords)
        app.add_url_rule("/login", "enter", lambda: "", methods=["POST"])
        found += [finding.severity for finding in ask(unlimited_sign_ins, app)]
    assert [Severity.MEDIUM, Severity.LOW] == found
