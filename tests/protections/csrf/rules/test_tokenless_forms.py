"""FHF005: forms that need no token."""

from flask_hardened import CsrfOptions, csrf
from flask_hardened.protections.csrf.rules.tokenless_forms import tokenless_forms
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app_and_for_a_route() -> None:
    """In presets for pages."""
    for preset in ("web", "strict"):
        app = hardened_app(preset=preset, csrf=CsrfOptions(mode="modern"))
        assert ["HARDENED_CSRF_MODE"] == places(tokenless_forms, app)
    app = hardened_app()
    app.add_url_rule("/", "index", csrf(mode="modern")(lambda: ""), methods=["POST"])
    assert ["index"] == places(tokenless_forms, app)


def test_not_found_for_the_preset_api_and_the_strict_mode() -> None:
    """An API has no forms."""
    assert [] == places(tokenless_forms, hardened_app(preset="api"))
    app = hardened_app()
    app.add_url_rule("/", "index", csrf(mode="strict")(lambda: ""), methods=["POST"])
    assert [] == places(tokenless_forms, app)
    assert [] == places(tokenless_forms, hardened_app(csrf=False))
    assert [] == places(tokenless_forms, plain_app())
