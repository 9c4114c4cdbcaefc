"""FHT001: plain HTTP is served."""

from flask_talisman import Talisman

from flask_hardened import TransportOptions
from flask_hardened.protections.transport.rules.plain_http import plain_http
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Nothing sends anybody to HTTPS."""
    assert ["Hardened(app)"] == places(plain_http, plain_app())
    assert ["HARDENED_TRANSPORT"] == places(plain_http, hardened_app(transport=False))


def test_not_found_with_it() -> None:
    """Refusing in place of redirecting is no weaker; Flask's setting for building URLs does not matter."""
    assert [] == places(plain_http, hardened_app())
    assert [] == places(plain_http, hardened_app(transport=TransportOptions(redirect=False)))
    assert [] == places(plain_http, hardened_app({"PREFERRED_URL_SCHEME": "http"}))


def test_not_found_beside_talisman() -> None:
    """Rules about its settings say what is missing there."""
    app = plain_app()
    Talisman(app)
    assert [] == places(plain_http, app)
