"""FHP005: passwords that may be guessed while the store is down."""

from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.uncounted_guesses import uncounted_guesses
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_allow() -> None:
    """The option says so."""
    app = hardened_app(passwords=PasswordsOptions(find=lambda name: None, when_down="allow"))
    assert ["HARDENED_PASSWORDS_WHEN_DOWN"] == places(uncounted_guesses, app)


def test_not_found_for_deny_and_local() -> None:
    """And not where nobody signs in."""
    for when_down in ("deny", "local"):
        app = hardened_app(passwords=PasswordsOptions(find=lambda name: None, when_down=when_down))
        assert [] == places(uncounted_guesses, app)
    assert [] == places(uncounted_guesses, hardened_app(passwords=PasswordsOptions(when_down="allow")))
    assert [] == places(uncounted_guesses, hardened_app(passwords=False))
    assert [] == places(uncounted_guesses, plain_app())
