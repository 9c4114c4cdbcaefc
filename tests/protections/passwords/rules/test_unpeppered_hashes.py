"""FHP007: password hashes without a pepper."""

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.unpeppered_hashes import unpeppered_hashes
from tests.audit.asking import ask, hardened_app, places, plain_app

PEPPER = "a pepper of at least 32 characters"


def test_found_as_information() -> None:
    """It is advice."""
    app = hardened_app(passwords=PasswordsOptions(find=lambda name: None))
    assert ["HARDENED_PASSWORDS_PEPPERS"] == places(unpeppered_hashes, app)
    assert [Severity.INFO] == [finding.severity for finding in ask(unpeppered_hashes, app)]


def test_not_found_with_one_or_without_signing_in() -> None:
    """And the pepper is shown nowhere."""
    options = PasswordsOptions(find=lambda name: None, peppers={"2026": PEPPER})
    assert [] == places(unpeppered_hashes, hardened_app(passwords=options))
    assert PEPPER not in repr(options)
    assert [] == places(unpeppered_hashes, hardened_app())
    assert [] == places(unpeppered_hashes, hardened_app(passwords=False))
    assert [] == places(unpeppered_hashes, plain_app())
