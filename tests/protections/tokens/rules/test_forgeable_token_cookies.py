"""FHJ015: tokens in cookies, without a check for forged requests."""

from flask_hardened.protections.tokens.rules.forgeable_token_cookies import forgeable_token_cookies
from tests.audit.asking import places, plain_app
from tests.audit.extensions_for_tests import app_with, hardened

OFF = {"JWT_TOKEN_LOCATION": ["headers", "cookies"], "JWT_COOKIE_CSRF_PROTECT": False}


def test_found_for_cookies() -> None:
    """Beside headers too; where the feature csrf is off it stays."""
    assert ["JWT_COOKIE_CSRF_PROTECT"] == places(forgeable_token_cookies, app_with("flask_jwt_extended", OFF))
    app = hardened(app_with("flask_jwt_extended", OFF), csrf=False)
    assert ["JWT_COOKIE_CSRF_PROTECT"] == places(forgeable_token_cookies, app)


def test_not_found_where_something_checks() -> None:
    """The extension, or we; nor for headers, nor without the extension."""
    assert [] == places(forgeable_token_cookies, hardened(app_with("flask_jwt_extended", OFF)))
    on = {**OFF, "JWT_COOKIE_CSRF_PROTECT": True}
    assert [] == places(forgeable_token_cookies, app_with("flask_jwt_extended", on))
    headers = {**OFF, "JWT_TOKEN_LOCATION": "headers"}
    assert [] == places(forgeable_token_cookies, app_with("flask_jwt_extended", headers))
    assert [] == places(forgeable_token_cookies, plain_app(**OFF))
