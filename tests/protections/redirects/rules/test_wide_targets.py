"""FHG004: redirects to every name below a domain."""

from flask_hardened.protections.redirects.options import RedirectsOptions
from flask_hardened.protections.redirects.rules.wide_targets import wide_targets
from tests.audit.asking import hardened_app, places


def test_found_for_a_wildcard() -> None:
    """Whatever the scheme."""
    app = hardened_app(redirects=RedirectsOptions(allowed=["https://*.example.com", "https://pay.example"]))
    assert ["HARDENED_REDIRECTS_ALLOWED"] == places(wide_targets, app)


def test_not_found_for_exact_origins() -> None:
    """Nor without a list."""
    assert [] == places(wide_targets, hardened_app(redirects=RedirectsOptions(allowed=["https://pay.example"])))
    assert [] == places(wide_targets, hardened_app())
