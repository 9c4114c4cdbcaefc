"""FHV003: fields that are dropped without a word."""

from __future__ import annotations

from pydantic import BaseModel

from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.rules.ignored_fields import ignored_fields
from tests.audit.asking import hardened_app, places


class Model(BaseModel):
    x: int = 0


def test_found_for_each_source() -> None:
    """A query string and a body."""
    app = hardened_app()
    view = validate(json=Model, query=Model, unknown="ignore")(lambda json, query: "")
    app.add_url_rule("/a", "a", view, methods=["POST"])
    assert ["a", "a"] == places(ignored_fields, app)


def test_not_found_by_default() -> None:
    """Nor for headers, of which every client sends some more."""
    app = hardened_app()
    app.add_url_rule("/a", "a", validate(query=Model)(lambda query: ""))
    app.add_url_rule("/b", "b", validate(headers=Model, unknown="ignore")(lambda headers: ""))
    assert [] == places(ignored_fields, app)
