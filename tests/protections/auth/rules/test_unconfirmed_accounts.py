"""FHA014: accounts under other people's addresses."""

import pytest

from flask_hardened.protections.auth.rules.unconfirmed_accounts import unconfirmed_accounts
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SECURITY_REGISTERABLE": True}, [("SECURITY_CONFIRMABLE", "low")]),
    ({"SECURITY_REGISTERABLE": True, "SECURITY_CONFIRMABLE": False}, [("SECURITY_CONFIRMABLE", "low")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """Of Flask-Security, as the app has them."""
    assert found == severities(unconfirmed_accounts, app_with("flask_security", config))


@pytest.mark.parametrize("config", [
    {}, {"SECURITY_REGISTERABLE": True, "SECURITY_CONFIRMABLE": True}, {"SECURITY_CONFIRMABLE": False},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Nor for the same settings without the extension."""
    assert [] == severities(unconfirmed_accounts, app_with("flask_security", config))


def test_not_found_without_the_extension() -> None:
    """Its settings then do nothing."""
    app = plain_app(SECURITY_PASSWORD_HASH="plaintext", SECURITY_REGISTERABLE=True, SECURITY_PASSWORD_SALT="salt")
    assert [] == severities(unconfirmed_accounts, app)
