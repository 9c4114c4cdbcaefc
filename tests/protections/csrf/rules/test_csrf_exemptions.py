"""FHF003: routes that anybody's page may send to."""

from flask import Blueprint

from flask_hardened import csrf, csrf_exempt
from flask_hardened.protections.csrf.rules.csrf_exemptions import csrf_exemptions
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_with_the_reason() -> None:
    """For a view, and for the views of a blueprint."""
    app = hardened_app()
    app.add_url_rule("/hook", "hook", csrf_exempt(reason="signed by the bank")(lambda: ""), methods=["POST"])
    blueprint = csrf_exempt(reason="tokens in a header")(Blueprint("api", __name__))
    blueprint.add_url_rule("/api", "view", lambda: "", methods=["GET", "DELETE"])
    app.register_blueprint(blueprint)
    assert ["api.view", "hook"] == sorted(places(csrf_exemptions, app))
    assert any(finding.message.endswith("signed by the bank") for finding in ask(csrf_exemptions, app))


def test_not_found_where_requests_are_checked_again_or_only_read() -> None:
    """A mark inside an exempt blueprint checks its view again; reading is never checked."""
    app = hardened_app()
    blueprint = csrf_exempt(reason="old")(Blueprint("old", __name__))
    blueprint.add_url_rule("/new", "new", csrf()(lambda: ""), methods=["POST"])
    blueprint.add_url_rule("/list", "list", lambda: "")
    app.register_blueprint(blueprint)
    assert [] == places(csrf_exemptions, app)
    off = hardened_app(csrf=False)
    off.add_url_rule("/hook", "hook", csrf_exempt(reason="signed")(lambda: ""), methods=["POST"])
    assert [] == places(csrf_exemptions, off)
    assert [] == places(csrf_exemptions, plain_app())
