"""FHA040: decorators that stand above the route."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any

from flask import Flask, redirect, session
from flask_login import login_required

from flask_hardened.protections.auth.rules.unapplied_decorators import unapplied_decorators
from tests.audit.asking import ask, plain_app

app = Flask(__name__, static_folder=None)


def timed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Measure, and ask nobody."""

    @functools.wraps(view)
    def inner(*given: Any) -> Any:
        return view(*given)

    return inner


def ours(view: Callable[..., Any]) -> Callable[..., Any]:
    """Ask for a login."""

    @functools.wraps(view)
    def inner(*given: Any) -> Any:
        return view(*given) if "user" in session else redirect("/")

    return inner


@login_required
@app.get("/a")
def above() -> str:
    return ""


@ours
@app.get("/b")
def own_above() -> str:
    return ""


@timed
@app.get("/c")
def timed_above() -> str:
    return ""


@timed
@login_required
@app.get("/d")
def two_above() -> str:
    return ""


@app.get("/e")
@login_required
def below() -> str:
    return ""


@app.get("/f")
@app.get("/g")
def twice() -> str:
    return ""


def test_found_above_the_route() -> None:
    """High where it asks who somebody is, of whatever package."""
    found = {each.location.endpoint: each.severity.label for each in ask(unapplied_decorators, app)}
    assert {"above": "high", "own_above": "high", "two_above": "high", "timed_above": "medium"} == found
    assert {"high"} == {each.confidence.label for each in ask(unapplied_decorators, app)}


def test_not_found_below_the_route() -> None:
    """Nor for views inside of functions, lambdas, and a view of another name."""

    def local() -> str:
        return ""

    other = plain_app()
    other.add_url_rule("/a", "local", local)
    other.add_url_rule("/b", "lambda", lambda: "")
    other.add_url_rule("/c", "other", below)
    assert [] == ask(unapplied_decorators, other)
    assert {"below", "twice"}.isdisjoint(each.location.endpoint or "" for each in ask(unapplied_decorators, app))


def test_found_low_for_decorators_that_guard_nothing() -> None:
    """A cache above its route caches nothing, and that is all."""
    named = app.view_functions["timed_above"]
    wrapper: Any = FunctionType(
        timed(named).__code__, {"__name__": "flask_caching"}, "x", None, timed(named).__closure__
    )
    functools.update_wrapper(wrapper, named)
    before = globals()["timed_above"]
    globals()["timed_above"] = wrapper
    try:
        found = {each.location.endpoint: each.severity.label for each in ask(unapplied_decorators, app)}
    finally:
        globals()["timed_above"] = before
    assert "low" == found["timed_above"]
