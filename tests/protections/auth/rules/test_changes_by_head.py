"""FHA029: what is not GET is taken for POST."""

from typing import Any

import pytest
from flask import request

from flask_hardened.protections.auth.rules.changes_by_head import changes_by_head
from tests.audit.looked_at_views import db, found

BOTH = ["GET", "POST"]


def returns() -> str:
    if request.method == "GET":
        return "ask"
    db.session.add(object())
    return "done"


def otherwise() -> str:
    if request.method == "GET":
        name = "ask"
    else:
        db.session.add(object())
        name = "done"
    return name


def asks_for_post() -> str:
    if request.method == "POST":
        db.session.add(object())
    return ""


def asks_again() -> str:
    if request.method == "GET":
        return "ask"
    if request.method == "POST":
        db.session.add(object())
    return ""


def asks_both() -> str:
    if request.method == "GET":
        return "ask"
    elif request.method == "POST":
        db.session.add(object())
    return ""


@pytest.mark.parametrize("view", [returns, otherwise])
def test_found_for_everything_but_get(view: Any) -> None:
    """After a return, and in the else."""
    assert [("low", "medium")] == found(changes_by_head, "/g", view, BOTH)


@pytest.mark.parametrize("view", [asks_for_post, asks_again, asks_both])
def test_not_found_where_post_is_asked_for(view: Any) -> None:
    """At once, or later."""
    assert [] == found(changes_by_head, "/g", view, BOTH)


def test_not_found_without_head() -> None:
    """Flask adds it beside GET only."""
    assert [] == found(changes_by_head, "/g", returns, ["POST"])
