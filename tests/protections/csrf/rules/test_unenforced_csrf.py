"""FHF002: a check that only logs."""

from flask import Blueprint

from flask_hardened import CsrfOptions, csrf, csrf_exempt
from flask_hardened.protections.csrf.rules.unenforced_csrf import unenforced_csrf
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app_and_for_a_route() -> None:
    """Where the option is off, once for all routes, and where a decorator turns it off."""
    app = hardened_app(csrf=CsrfOptions(enforce=False))
    app.add_url_rule("/", "index", csrf(enforce=False)(lambda: ""), methods=["POST"])
    assert ["HARDENED_CSRF_ENFORCE"] == places(unenforced_csrf, app)
    app = hardened_app()
    app.add_url_rule("/", "index", csrf(enforce=False)(lambda: ""), methods=["POST"])
    assert ["index"] == places(unenforced_csrf, app)


def test_not_found_where_the_nearest_mark_enforces() -> None:
    """Nor where no request is checked: a view that only reads, or that is exempt."""
    app = hardened_app()
    blueprint = csrf(enforce=False)(Blueprint("pages", __name__))
    blueprint.add_url_rule("/a", "a", csrf(enforce=True)(lambda: ""), methods=["POST"])
    blueprint.add_url_rule("/b", "b", lambda: "")
    blueprint.add_url_rule("/c", "c", csrf_exempt(reason="signed")(lambda: ""), methods=["POST"])
    app.register_blueprint(blueprint)
    assert [] == places(unenforced_csrf, app)
    assert [] == places(unenforced_csrf, hardened_app(csrf=False))
    assert [] == places(unenforced_csrf, plain_app())
