"""FHA005: objects in URLs that anybody who is signed in may name."""

from collections.abc import Callable
from functools import wraps

import flask_login
import pytest
from flask import session

from flask_hardened.protections.auth.decorators import auth_required, owner_required, public, roles_required
from flask_hardened.protections.auth.rules.unowned_objects import unowned_objects
from tests.audit.asking import hardened_app, places, plain_app

RULES = ["/a/<int:invoice_id>", "/a/<id>", "/a/<uuid:thing>", "/a/<string(length=8):order_no>", "/a/<int(min=1):x>/b"]


@pytest.mark.parametrize("rule", RULES)
def test_found_for_parameters_that_look_like_ids(rule: str) -> None:
    """Of ours and of Flask-Login's views."""
    app = hardened_app()
    app.add_url_rule(rule, "ours", auth_required(lambda **named: ""))
    app.add_url_rule(f"{rule}/login", "theirs", flask_login.login_required(lambda **named: ""))
    assert ["ours", "theirs"] == sorted(places(unowned_objects, app))


def test_not_found_with_an_owner_or_a_right() -> None:
    """Nor for what everybody may read, and for names."""
    app = hardened_app()
    owned = owner_required(lambda value: value, owner="owner", param="post_id")
    app.add_url_rule("/a/<int:post_id>", "owned", owned(lambda post: ""))
    app.add_url_rule("/b/<int:post_id>", "role", roles_required("editor")(lambda post_id: ""))
    app.add_url_rule("/c/<int:post_id>", "public", public(lambda post_id: ""))
    app.add_url_rule("/d/<int:post_id>", "undecided", lambda post_id: "")
    app.add_url_rule("/e/<topic>/<path:rest>", "topic", auth_required(lambda topic, rest: ""))
    app.add_url_rule("/f/<idea>", "idea", auth_required(lambda idea: ""))
    assert [] == places(unowned_objects, app)


def test_not_found_where_the_view_looks_who_it_is() -> None:
    """It probably compares the owner."""

    def view(number: int) -> str:
        return str(flask_login.current_user == number)

    app = hardened_app()
    app.add_url_rule("/a/<int:number>", "looks", flask_login.login_required(view))
    assert [] == places(unowned_objects, app)


def of_the_visitor(number: int) -> object:
    """What the visitor's own session has under a number."""
    return session["things"][number]


class Store:
    """Looks into the session further down."""

    @staticmethod
    def find(number: int) -> object:
        """Ask another function."""
        return of_the_visitor(number)


def of_everybody(number: int) -> str:
    """Look at nothing but the number."""
    return str(number)


def reads_session(number: int) -> str:
    """A view that looks into the session."""
    return str(session[number])


def calls_function(number: int) -> str:
    """A view that calls a function which does."""
    return str(of_the_visitor(number))


def calls_class(number: int) -> str:
    """A view that calls a method which calls such a function."""
    return str(Store.find(number))


def calls_others(number: int) -> str:
    """A view that calls what looks at nothing."""
    return of_everybody(number)


class Saved:
    """Something that is loaded from the session by a method of its own."""

    def __init__(self, number: int) -> None:
        self.load(number)

    def load(self, number: int) -> None:
        """Look into the session."""
        self.thing = session["things"][number]


def makes_object(number: int) -> str:
    """A view that makes an object which loads itself."""
    return str(Saved(number))


@pytest.mark.parametrize("view", [reads_session, calls_function, calls_class, makes_object])
def test_not_found_where_the_view_or_what_it_calls_looks_into_the_session(view: Callable[..., str]) -> None:
    """What lies there is the visitor's own."""
    app = hardened_app()
    app.add_url_rule("/a/<int:number>", "looks", flask_login.login_required(view))
    assert [] == places(unowned_objects, app)


def loading(name: str) -> Callable[..., Callable[..., str]]:
    """A decorator that passes everything on."""

    def decorate(view: Callable[..., str]) -> Callable[..., str]:
        @wraps(view)
        def passed_on(*given: object, **named: object) -> str:
            return view(*given, **named)

        @wraps(view)
        def taken(*given: object, **named: object) -> str:
            return view(*given, **named) if named["number"] else ""

        return taken if name == "taken" else passed_on

    return decorate


def test_not_found_where_a_decorator_takes_the_id() -> None:
    """It is there to load the object, and may well compare its owner; one that only passes it on compares nothing."""
    app = hardened_app()
    app.add_url_rule("/a/<int:number>", "taken", flask_login.login_required(loading("taken")(calls_others)))
    app.add_url_rule("/b/<int:number>", "passed", flask_login.login_required(loading("passed")(calls_others)))
    assert ["passed"] == places(unowned_objects, app)


def leaves_it(number: int) -> str:
    """A view that does nothing with the id."""
    return ""


def keeps_it(number: int) -> Callable[[], int]:
    """A view that looks at the id in an inner function."""
    return lambda: number


def test_not_found_where_the_view_does_nothing_with_the_id() -> None:
    """Nobody's object is shown then; a function inside the view looks at it as well as the view."""
    app = hardened_app()
    app.add_url_rule("/a/<int:number>", "leaves", flask_login.login_required(leaves_it))
    app.add_url_rule("/b/<int:number>", "keeps", flask_login.login_required(keeps_it))
    assert ["keeps"] == places(unowned_objects, app)


def test_found_where_what_it_calls_looks_at_nothing() -> None:
    """A function that only gets the number compares nothing."""
    app = hardened_app()
    app.add_url_rule("/a/<int:number>", "others", flask_login.login_required(calls_others))
    assert ["others"] == places(unowned_objects, app)


def test_found_in_apps_that_are_not_hardened() -> None:
    """Their logins count as well."""
    app = plain_app()
    app.add_url_rule("/a/<int:number>", "theirs", flask_login.login_required(lambda number: ""))
    assert ["theirs"] == places(unowned_objects, app)
