"""FHA013: Flask-Security with plain or fast hashes."""

import pytest

from flask_hardened.protections.auth.rules.guessable_password_hashes import guessable_password_hashes
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SECURITY_PASSWORD_HASH": "plaintext"}, [("SECURITY_PASSWORD_HASH", "critical")]),
    ({"SECURITY_PASSWORD_HASH": "md5_crypt"}, [("SECURITY_PASSWORD_HASH", "high")]),
    ({"SECURITY_PASSWORD_HASH": "hex_sha1"}, [("SECURITY_PASSWORD_HASH", "high")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """Of Flask-Security, as the app has them."""
    assert found == severities(guessable_password_hashes, app_with("flask_security", config))


@pytest.mark.parametrize("config", [
    {}, {"SECURITY_PASSWORD_HASH": "argon2"}, {"SECURITY_PASSWORD_HASH": "pbkdf2_sha512"},
    {"SECURITY_PASSWORD_HASH": "sha512_crypt"}, {"SECURITY_PASSWORD_SCHEMES": ["argon2", "plaintext"]},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Nor for the same settings without the extension."""
    assert [] == severities(guessable_password_hashes, app_with("flask_security", config))


def test_not_found_without_the_extension() -> None:
    """Its settings then do nothing."""
    app = plain_app(SECURITY_PASSWORD_HASH="plaintext", SECURITY_REGISTERABLE=True, SECURITY_PASSWORD_SALT="salt")
    assert [] == severities(guessable_password_hashes, app)
