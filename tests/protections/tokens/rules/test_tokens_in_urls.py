"""FHJ018: tokens in the query of URLs."""

from flask_hardened.protections.tokens.rules.tokens_in_urls import tokens_in_urls
from tests.audit.asking import places, plain_app
from tests.audit.extensions_for_tests import app_with


def test_found_among_other_places() -> None:
    """Or alone."""
    for location in (["headers", "query_string"], "query_string"):
        app = app_with("flask_jwt_extended", {"JWT_TOKEN_LOCATION": location})
        assert ["JWT_TOKEN_LOCATION"] == places(tokens_in_urls, app)


def test_not_found_for_headers() -> None:
    """Nor without the extension."""
    assert [] == places(tokens_in_urls, app_with("flask_jwt_extended", {"JWT_TOKEN_LOCATION": ["headers", "json"]}))
    assert [] == places(tokens_in_urls, app_with("flask_jwt_extended", {}))
    assert [] == places(tokens_in_urls, plain_app(JWT_TOKEN_LOCATION="query_string"))
