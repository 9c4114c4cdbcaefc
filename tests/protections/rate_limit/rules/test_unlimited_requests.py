"""FHL001: one client may ask as often as it likes."""

from flask_hardened.protections.rate_limit.rules.unlimited_requests import unlimited_requests
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Turned off, or never hardened."""
    assert ["Hardened(app)"] == places(unlimited_requests, plain_app())
    assert ["HARDENED_RATE_LIMIT"] == places(unlimited_requests, hardened_app(rate_limit=False))


def test_not_found_with_the_feature_or_with_flask_limiter() -> None:
    """A Limiter registers under this name; who keeps it turns the feature off."""
    assert [] == places(unlimited_requests, hardened_app())
    app = hardened_app(rate_limit=False)
    app.extensions["limiter"] = object()
    assert [] == places(unlimited_requests, app)
