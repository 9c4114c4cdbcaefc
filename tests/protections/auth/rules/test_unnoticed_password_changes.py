"""FHA015: nobody is told of a changed password."""

import pytest

from flask_hardened.protections.auth.rules.unnoticed_password_changes import unnoticed_password_changes
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False}, [("SECURITY_SEND_PASSWORD_CHANGE_EMAIL", "low")]),
    ({"SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": False}, [("SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL", "low")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """Of Flask-Security, as the app has them."""
    assert found == severities(unnoticed_password_changes, app_with("flask_security", config))


@pytest.mark.parametrize("config", [
    {}, {"SECURITY_SEND_PASSWORD_CHANGE_EMAIL": True},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Nor for the same settings without the extension."""
    assert [] == severities(unnoticed_password_changes, app_with("flask_security", config))


def test_not_found_without_the_extension() -> None:
    """Its settings then do nothing."""
    app = plain_app(SECURITY_PASSWORD_HASH="plaintext", SECURITY_REGISTERABLE=True, SECURITY_PASSWORD_SALT="salt")
    assert [] == severities(unnoticed_password_changes, app)
