"""FHA016: Flask-Security takes short passwords."""

import pytest

from flask_hardened.protections.auth.rules.short_account_passwords import short_account_passwords
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SECURITY_PASSWORD_LENGTH_MIN": 7}, [("SECURITY_PASSWORD_LENGTH_MIN", "medium")]),
    ({"SECURITY_PASSWORD_LENGTH_MIN": 0}, [("SECURITY_PASSWORD_LENGTH_MIN", "medium")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """Of Flask-Security, as the app has them."""
    assert found == severities(short_account_passwords, app_with("flask_security", config))


@pytest.mark.parametrize("config", [
    {}, {"SECURITY_PASSWORD_LENGTH_MIN": 8}, {"SECURITY_PASSWORD_LENGTH_MIN": "6"},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Nor for the same settings without the extension."""
    assert [] == severities(short_account_passwords, app_with("flask_security", config))


def test_not_found_without_the_extension() -> None:
    """Its settings then do nothing."""
    app = plain_app(SECURITY_PASSWORD_HASH="plaintext", SECURITY_REGISTERABLE=True, SECURITY_PASSWORD_SALT="salt")
    assert [] == severities(short_account_passwords, app)
