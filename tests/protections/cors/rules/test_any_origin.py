"""FHO001: responses that every site can read."""

from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.options import CorsOptions
from flask_hardened.protections.cors.rules.any_origin import any_origin
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app_and_for_routes() -> None:
    """Once for the app, and for a route that says so itself."""
    assert ["HARDENED_CORS_ORIGINS"] == places(any_origin, hardened_app(cors=CorsOptions(origins=["*"])))
    app = hardened_app()
    app.add_url_rule("/public", "public", cors(origins=["*"])(lambda: ""))
    assert ["public"] == places(any_origin, app)


def test_not_found_for_named_origins() -> None:
    """Nor where a route closes what the app opens, or CORS is off."""
    app = hardened_app(cors=CorsOptions(origins=["https://app.example"]))
    app.add_url_rule("/closed", "closed", cors(origins=[])(lambda: ""))
    assert [] == places(any_origin, app)
    assert [] == places(any_origin, hardened_app())
    assert [] == places(any_origin, hardened_app(cors=False))
    assert [] == places(any_origin, plain_app())
