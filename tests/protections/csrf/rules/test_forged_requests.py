"""FHF001: nothing looks at where requests come from."""

from flask_hardened.protections.csrf.rules.forged_requests import forged_requests
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Turned off, or never hardened."""
    assert ["Hardened(app)"] == places(forged_requests, plain_app())
    assert ["HARDENED_CSRF"] == places(forged_requests, hardened_app(csrf=False))


def test_not_found_with_the_feature_or_with_flask_wtf() -> None:
    """CSRFProtect registers under this name; who keeps it turns the feature off."""
    assert [] == places(forged_requests, hardened_app())
    app = hardened_app(csrf=False)
    app.extensions["csrf"] = object()
    assert [] == places(forged_requests, app)
