"""FHV002: models that take any field."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.rules.open_models import open_models
from tests.audit.asking import ask, hardened_app, places


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    inner: Open | None = None


class Undecided(BaseModel):
    x: int = 0


def test_found_alone_and_inside_of_another() -> None:
    """Named, with the source."""
    app = hardened_app()
    app.add_url_rule("/a", "a", validate(json=Open)(lambda json: ""), methods=["POST"])
    app.add_url_rule("/b", "b", validate(json=list[Closed])(lambda json: ""), methods=["POST", "PUT"])
    app.add_url_rule("/c", "c", validate(query=Open)(lambda query: ""))
    assert ["a", "b", "c"] == places(open_models, app)
    assert "Open takes any field (json)." == ask(open_models, app)[0].message


def test_not_found_for_models_that_refuse() -> None:
    """By themselves or because the decorator does; nor where fields are dropped."""
    app = hardened_app()
    app.add_url_rule("/a", "a", validate(json=Undecided)(lambda json: ""), methods=["POST"])
    app.add_url_rule("/b", "b", validate(json=Open, unknown="ignore")(lambda json: ""), methods=["POST"])
    app.add_url_rule("/c", "c", lambda: "")
    assert [] == places(open_models, app)
