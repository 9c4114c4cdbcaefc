"""FHP003: common passwords."""

from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.common_passwords import common_passwords
from tests.audit.asking import hardened_app, places, plain_app


def test_found_without_a_list() -> None:
    """Turned off."""
    app = hardened_app(passwords=PasswordsOptions(common=False))
    assert ["HARDENED_PASSWORDS_COMMON"] == places(common_passwords, app)


def test_not_found_with_one_or_the_other() -> None:
    """The app's own list does as well."""
    own = PasswordsOptions(common=False, breached=lambda password: False)
    assert [] == places(common_passwords, hardened_app())
    assert [] == places(common_passwords, hardened_app(passwords=own))
    assert [] == places(common_passwords, hardened_app(passwords=False))
    assert [] == places(common_passwords, plain_app())
