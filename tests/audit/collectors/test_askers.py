"""Who asks for whom before a view runs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import flask_login
import pytest
from flask import Blueprint, abort, g, redirect, request, session
from flask.views import MethodView

from flask_hardened.audit.collectors.askers import askers
from tests.audit.asking import hardened_app, plain_app

db: Any = None
current_user: Any = flask_login.current_user


def decorator(check: Callable[[], Any]) -> Callable[..., Any]:
    """Return a decorator that runs a check inside of its wrapper."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def inner() -> Any:
            return check() or view()

        return inner

    return decorate


def own_login(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def inner() -> Any:
        return view() if session.get("user") else redirect("/login")

    return inner


def by_g(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def inner() -> Any:
        return view() if g.user is not None else abort(404)

    return inner


def loads(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def inner() -> Any:
        return view() if db.session.get(1) else abort(404)

    return inner


def counts(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def inner() -> Any:
        g.count = 1
        return view() if g.count else abort(429)

    return inner


def view() -> str:
    """Do nothing."""
    return ""


@pytest.mark.parametrize(
    ("wrapped", "found"),
    [(view, []), (own_login(view), ["a decorator"]), (by_g(view), ["a decorator"]), (loads(view), []), (counts(view), []),
     (flask_login.login_required(view), ["flask_login"]), (loads(flask_login.login_required(view)), ["flask_login"])],
)  # fmt: skip
def test_decorators(wrapped: Callable[..., Any], found: list[str]) -> None:
    """Known packages, and wrappers that look for somebody and send others away; not the session of a database."""
    assert found == [*askers(plain_app(), wrapped, ())]


def test_decorators_of_a_class() -> None:
    """They are around its methods."""

    class Things(MethodView):
        @flask_login.login_required
        def post(self) -> str:
            return ""

    assert ["flask_login"] == [*askers(plain_app(), Things.as_view("things"), ())]


def test_hooks_of_the_app_and_its_blueprints() -> None:
    """Each says where it is; hooks of other blueprints say nothing about this view."""
    app = plain_app()
    app.before_request(lambda: None if request.authorization else abort(401))
    for name in ("a", "b"):
        blueprint = Blueprint(name, __name__)
        blueprint.before_request(flask_login.login_required(lambda: None))
        app.register_blueprint(blueprint)
    assert ["before_request of the app", "before_request of the blueprint a"] == [*askers(app, view, ("a",))]


def test_hooks_that_ask_nobody() -> None:
    """To load somebody is not to ask for them, nor is every 403 about somebody; our own hooks are the policy's."""
    app = plain_app()

    @app.before_request
    def load() -> None:
        g.user = session.get("user")

    @app.before_request
    def refuse_other_sites() -> None:
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(403)

    assert [] == [*askers(app, view, ())]
    assert [] == [*askers(hardened_app(), view, ())]
