"""FHP006: a password in each request."""

from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.basic_authentication import basic_authentication
from tests.audit.asking import hardened_app, places, plain_app


def test_found_when_it_is_on() -> None:
    """The option says so."""
    app = hardened_app(passwords=PasswordsOptions(find=lambda name: None, basic=True))
    assert ["HARDENED_PASSWORDS_BASIC"] == places(basic_authentication, app)


def test_not_found_by_default() -> None:
    """It is off."""
    assert [] == places(basic_authentication, hardened_app())
    assert [] == places(basic_authentication, hardened_app(passwords=PasswordsOptions(find=lambda name: None)))
    assert [] == places(basic_authentication, hardened_app(passwords=False))
    assert [] == places(basic_authentication, plain_app())
