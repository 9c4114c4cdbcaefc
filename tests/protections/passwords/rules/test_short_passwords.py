"""FHP002: new passwords that may be short."""

from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.short_passwords import short_passwords
from tests.audit.asking import hardened_app, places, plain_app


def test_found_below_twelve() -> None:
    """Eleven is one too few."""
    for length in (8, 11):
        app = hardened_app(passwords=PasswordsOptions(min_length=length))
        assert ["HARDENED_PASSWORDS_MIN_LENGTH"] == places(short_passwords, app)


def test_not_found_from_twelve_on() -> None:
    """The default is twelve."""
    assert [] == places(short_passwords, hardened_app())
    assert [] == places(short_passwords, hardened_app(passwords=PasswordsOptions(min_length=15)))
    assert [] == places(short_passwords, hardened_app(passwords=False))
    assert [] == places(short_passwords, plain_app())
