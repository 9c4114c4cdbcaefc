"""FHP001: password hashes that are cheap to guess at."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.cheap_hashes import cheap_hashes
from tests.audit.asking import ask, hardened_app, places, plain_app

PRODUCTION = {"TESTING": False, "HARDENED_HOSTS_ALLOWED": ["www.example.com"]}


@pytest.mark.parametrize(
    ("cost", "severity"), [(4, Severity.HIGH), (9, Severity.HIGH), (10, Severity.LOW), (11, Severity.LOW)]
)
def test_found_below_the_default(cost: int, severity: Severity) -> None:
    """Worse below OWASP's least."""
    app = hardened_app(PRODUCTION, passwords=PasswordsOptions(cost=cost))
    assert ["HARDENED_PASSWORDS_COST"] == places(cheap_hashes, app)
    assert [severity] == [finding.severity for finding in ask(cheap_hashes, app)]


def test_not_found_from_the_default_on_or_in_tests() -> None:
    """Tests should hash cheaply."""
    assert [] == places(cheap_hashes, hardened_app(PRODUCTION))
    assert [] == places(cheap_hashes, hardened_app(PRODUCTION, passwords=PasswordsOptions(cost=13)))
    assert [] == places(cheap_hashes, hardened_app(passwords=PasswordsOptions(cost=4)))
    assert [] == places(cheap_hashes, hardened_app(PRODUCTION, passwords=False))
    assert [] == places(cheap_hashes, plain_app())
