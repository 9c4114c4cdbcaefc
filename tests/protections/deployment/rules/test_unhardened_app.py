"""FHD001: the app is not hardened."""

from flask_hardened.protections.deployment.rules.unhardened_app import unhardened_app
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_a_plain_app() -> None:
    """A Flask app as it comes."""
    assert ["Hardened(app)"] == places(unhardened_app, plain_app())


def test_not_found_whatever_is_off() -> None:
    """Features that are off have rules of their own."""
    assert [] == places(unhardened_app, hardened_app())
    assert [] == places(unhardened_app, hardened_app(csp=False, headers=False, hosts=False))
