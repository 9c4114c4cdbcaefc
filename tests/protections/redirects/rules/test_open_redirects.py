"""FHG001: redirects that nothing judges."""

from flask_hardened.protections.redirects.rules.open_redirects import open_redirects
from tests.audit.asking import hardened_app, places, plain_app


def test_found_where_nothing_judges() -> None:
    """The feature is off, or the app is not hardened."""
    assert ["HARDENED_REDIRECTS"] == places(open_redirects, hardened_app(redirects=False))
    assert ["Hardened(app)"] == places(open_redirects, plain_app())


def test_not_found_by_default() -> None:
    """It is on."""
    assert [] == places(open_redirects, hardened_app())
