"""FHL005: sign-in routes without a limit of their own."""

import functools
from collections.abc import Callable

import flask_login
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
     ("/reset_password", "reset"), ("/2fa", "second"), ("/Log_In", "enter"), ("/forgot", "ask"), ("/otp/verify", "check"),
     ("/verify-email", "check")],
)  # fmt: skip
def test_found_by_path_and_by_endpoint(path: str, endpoint: str) -> None:
    """However the words are joined."""
    app = hardened_app()
    app.add_url_rule(path, endpoint, lambda **_: "", methods=["POST"])
    assert [endpoint] == places(unlimited_sign_ins, app)


def test_found_in_apps_that_are_not_hardened() -> None:
    """Nothing limits them at all; a limit of Flask-Limiter counts."""
    app = plain_app()
    app.add_url_rule("/login", "enter", lambda: "", methods=["POST"])
    limiter = Limiter(get_remote_address)
    app.add_url_rule("/otp", "second", limiter.limit("9/minute")(lambda: ""), methods=["POST"])
    assert ["Somebody seems to sign in or to get an account back here, and no limit holds."] == [
        finding.message for finding in ask(unlimited_sign_ins, app)
    ]


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
    [
        ("/logout", "leave"),
        ("/tokens", "tokens"),
        ("/blogin", "post"),
        ("/<login>", "profile"),
        ("/reset/<token>", "choose"),
        ("/passwords", "list"),
    ],
)
def test_not_found_for_other_words(path: str, endpoint: str) -> None:
    """Part of another word, or a variable."""
    app = hardened_app()
    app.add_url_rule(path, endpoint, lambda **_: "", methods=["POST"])
    assert [] == places(unlimited_sign_ins, app)


def own(view: Callable[[], str]) -> Callable[[], str]:
    """Look who is there; whether for somebody or for nobody cannot be told."""

    @functools.wraps(view)
    def inner() -> str:
        return view() if flask_login.current_user.is_authenticated else ""

    return inner


def test_not_found_for_whoever_is_signed_in() -> None:
    """To change a password guesses nothing; a second factor is asked of those who are half signed in."""
    app = hardened_app()
    for name in ("change-password", "otp"):
        app.add_url_rule(f"/{name}", name, flask_login.login_required(lambda: ""), methods=["POST"])
    for name in ("reset-password", "login"):
        app.add_url_rule(f"/{name}", name, own(lambda: ""), methods=["POST"])
    assert ["login", "otp"] == sorted(places(unlimited_sign_ins, app))


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
