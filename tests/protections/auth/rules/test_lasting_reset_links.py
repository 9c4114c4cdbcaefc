"""FHA019: links to a new password that work for days."""

from datetime import timedelta

import pytest

from flask_hardened.protections.auth.rules.lasting_reset_links import lasting_reset_links
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities


@pytest.mark.parametrize(("config", "found"), [
    ({"SECURITY_RECOVERABLE": True, "SECURITY_RESET_PASSWORD_WITHIN": timedelta(days=5)}, [("SECURITY_RESET_PASSWORD_WITHIN", "low")]),
    ({"SECURITY_RECOVERABLE": True, "SECURITY_RESET_PASSWORD_WITHIN": "25 hours"},
     [("SECURITY_RESET_PASSWORD_WITHIN", "low")]),
])  # fmt: skip
def test_found_by_its_settings(config: dict[str, object], found: list[tuple[str, str]]) -> None:
    """Of Flask-Security, as the app has them."""
    assert found == severities(lasting_reset_links, app_with("flask_security", config))


@pytest.mark.parametrize("config", [
    {}, {"SECURITY_RECOVERABLE": True}, {"SECURITY_RECOVERABLE": True, "SECURITY_RESET_PASSWORD_WITHIN": "1 days"},
    {"SECURITY_RECOVERABLE": True, "SECURITY_RESET_PASSWORD_WITHIN": "soon"}, {"SECURITY_RESET_PASSWORD_WITHIN": "9 days"},
])  # fmt: skip
def test_not_found_otherwise(config: dict[str, object]) -> None:
    """Nor for the same settings without the extension."""
    assert [] == severities(lasting_reset_links, app_with("flask_security", config))


def test_not_found_without_the_extension() -> None:
    """Its settings then do nothing."""
    app = plain_app(SECURITY_PASSWORD_HASH="plaintext", SECURITY_REGISTERABLE=True, SECURITY_PASSWORD_SALT="salt")
    assert [] == severities(lasting_reset_links, app)
