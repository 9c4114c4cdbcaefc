"""FHA012: the salt of Flask-Security can be guessed."""

from flask_hardened.protections.auth.rules.weak_link_salts import weak_link_salts
from tests.audit.asking import ask, plain_app
from tests.audit.extensions_for_tests import app_with, severities
from tests.conftest import SECRET_KEY


def test_found_for_short_and_shared_salts() -> None:
    """Without repeating them."""
    app = app_with("flask_security", {"SECURITY_PASSWORD_SALT": "pepperandsalt"})
    assert [("SECURITY_PASSWORD_SALT", "high")] == severities(weak_link_salts, app)
    assert "pepperandsalt" not in repr(ask(weak_link_salts, app))
    app = app_with("flask_security", {"SECURITY_PASSWORD_SALT": SECRET_KEY})
    assert [("SECURITY_PASSWORD_SALT", "low")] == severities(weak_link_salts, app)


def test_not_found_for_a_random_one() -> None:
    """Nor without one, nor without the extension."""
    assert [] == severities(weak_link_salts, app_with("flask_security", {"SECURITY_PASSWORD_SALT": SECRET_KEY[::-1]}))
    assert [] == severities(weak_link_salts, app_with("flask_security", {}))
    assert [] == severities(weak_link_salts, plain_app(SECURITY_PASSWORD_SALT="salt"))
