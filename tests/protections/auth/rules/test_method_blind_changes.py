"""FHA028: a change by POST that GET makes too."""

from typing import Any

import pytest
from flask import request

from flask_hardened.protections.auth.rules.method_blind_changes import method_blind_changes
from flask_hardened.protections.validation.decorators import validate
from tests.audit.asking import hardened_app, places
from tests.audit.looked_at_views import db, found

NewForm: Any = None


def subscribes() -> str:
    db.session.add(object())
    db.session.commit()
    return ""


def asks_method() -> str:
    if request.method == "POST":
        db.session.commit()
    return ""


def reads_form() -> str:
    name = request.form["name"]
    db.session.add(name)
    return ""


def validates() -> str:
    form = NewForm()
    if form.validate_on_submit():
        db.session.add(form)
    return ""


def takes_form(form: Any) -> str:
    if form.name is not None:
        db.session.add(form)
    return ""


def takes(form: dict[str, str]) -> str:
    db.session.add(form)
    return ""


def shows() -> str:
    return ""


def test_found_where_the_method_is_not_looked_at() -> None:
    """PUT as well as POST."""
    assert [("medium", "medium")] == found(method_blind_changes, "/s", subscribes, ["GET", "POST"])
    assert [("medium", "medium")] == found(method_blind_changes, "/s", subscribes, ["GET", "PUT"])


@pytest.mark.parametrize("view", [asks_method, reads_form, validates, takes_form, shows])
def test_not_found_where_it_is(view: Any) -> None:
    """Or where only a form or a body has what is changed, or nothing is."""
    assert [] == found(method_blind_changes, "/s", view, ["GET", "POST"])


def test_not_found_where_a_decorator_takes_the_form() -> None:
    """Of GET it hands over nothing that could be changed."""
    app = hardened_app()
    app.add_url_rule("/s", "view", validate(form=dict[str, str])(lambda form: ""), methods=["GET", "POST"])
    app.add_url_rule("/t", "other", validate(form=dict[str, str])(takes), methods=["GET", "POST"])
    assert [] == places(method_blind_changes, app)


def test_not_found_for_one_method() -> None:
    """Of GET alone another rule speaks; and links with a token are meant."""
    assert [] == found(method_blind_changes, "/s", subscribes, ["POST"])
    assert [] == found(method_blind_changes, "/s", subscribes, ["GET"])
    assert [] == found(method_blind_changes, "/unsubscribe/<token>", subscribes, ["GET", "POST"])
