"""FHV004: views that run with invalid input."""

from __future__ import annotations

from pydantic import BaseModel

from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.rules.shown_invalid_input import shown_invalid_input
from tests.audit.asking import hardened_app, places


class Model(BaseModel):
    x: int = 0


def test_found_where_the_decorator_says_so() -> None:
    """Once per route, whatever its methods."""
    app = hardened_app()
    view = validate(form=Model, on_invalid="view")(lambda form: "")
    app.add_url_rule("/a", "a", view, methods=["GET", "POST", "PUT"])
    assert ["a"] == places(shown_invalid_input, app)


def test_not_found_where_it_is_refused() -> None:
    """By default, and by a function."""
    app = hardened_app()
    app.add_url_rule("/a", "a", validate(form=Model)(lambda form: ""), methods=["POST"])
    app.add_url_rule("/b", "b", validate(query=Model, on_invalid=lambda error: "")(lambda query: ""))
    assert [] == places(shown_invalid_input, app)
