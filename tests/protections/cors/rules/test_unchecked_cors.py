"""FHO004: views that do CORS themselves."""

from flask import Blueprint

from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.rules.unchecked_cors import unchecked_cors
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_with_the_reason() -> None:
    """For a view, and for the views of a blueprint."""
    app = hardened_app()
    app.add_url_rule("/feed", "feed", cors(off=True, reason="partners are in the database")(lambda: ""))
    blueprint = cors(off=True, reason="old")(Blueprint("old", __name__))
    blueprint.add_url_rule("/old", "view", lambda: "")
    app.register_blueprint(blueprint)
    assert ["feed", "old.view"] == sorted(places(unchecked_cors, app))
    assert any("partners are in the database" in finding.message for finding in ask(unchecked_cors, app))


def test_not_found_where_the_inner_mark_names_origins() -> None:
    """The nearest mark holds; without hardening there is nothing to leave."""
    app = hardened_app()
    blueprint = cors(off=True, reason="old")(Blueprint("old", __name__))
    blueprint.add_url_rule("/new", "new", cors(origins=["https://app.example"])(lambda: ""))
    app.register_blueprint(blueprint)
    assert [] == places(unchecked_cors, app)
    assert [] == places(unchecked_cors, hardened_app())
    assert [] == places(unchecked_cors, plain_app())
