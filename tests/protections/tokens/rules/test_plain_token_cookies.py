"""FHJ016: tokens in cookies without Secure."""

from flask_hardened.protections.tokens.rules.plain_token_cookies import plain_token_cookies
from tests.audit.asking import places
from tests.audit.extensions_for_tests import app_with, hardened


def test_found_by_default() -> None:
    """The setting is off unless it is set."""
    for location in ("cookies", ["cookies"], {"cookies", "headers"}):
        app = app_with("flask_jwt_extended", {"JWT_TOKEN_LOCATION": location})
        assert ["JWT_COOKIE_SECURE"] == places(plain_token_cookies, app)


def test_not_found_with_secure() -> None:
    """Set, or added by the feature cookies; nor for headers."""
    cookies = {"JWT_TOKEN_LOCATION": ["cookies"]}
    assert [] == places(plain_token_cookies, app_with("flask_jwt_extended", {**cookies, "JWT_COOKIE_SECURE": True}))
    assert [] == places(plain_token_cookies, hardened(app_with("flask_jwt_extended", cookies)))
    assert [] == places(plain_token_cookies, app_with("flask_jwt_extended", {}))
