"""FHP004: passwords that may be guessed often."""

from typing import Any

import pytest
from flask import Flask

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.protections.passwords.rules.unlimited_guesses import unlimited_guesses
from tests.audit.asking import ask, hardened_app, places, plain_app


def limited(**options: Any) -> Flask:
    """Return an app that signs people in, with these limits."""
    return hardened_app(passwords=PasswordsOptions(find=lambda name: None, **options))


@pytest.mark.parametrize("limit", [None, "101 per day", "10 per minute", "5 per hour; 10 per second"])
def test_found_for_accounts(limit: str | None) -> None:
    """Off, or more than a hundred in a day, which ten a minute are; 5 per hour are more than that too: 120."""
    assert ["HARDENED_PASSWORDS_PER_ACCOUNT"] == places(unlimited_guesses, limited(per_account=limit))


def test_found_for_addresses_and_networks() -> None:
    """As less bad."""
    app = limited(per_address=None, per_network="100000 per day")
    assert ["HARDENED_PASSWORDS_PER_ADDRESS", "HARDENED_PASSWORDS_PER_NETWORK"] == places(unlimited_guesses, app)
    assert {Severity.MEDIUM} == {finding.severity for finding in ask(unlimited_guesses, app)}


@pytest.mark.parametrize("limit", ["100 per day", "10 per minute; 100 per day", "4 per hour", "300 per month"])
def test_not_found_up_to_a_hundred(limit: str) -> None:
    """The tightest window decides."""
    expected = ["HARDENED_PASSWORDS_PER_ACCOUNT"] if limit == "300 per month" else []
    assert expected == places(unlimited_guesses, limited(per_account=limit))


def test_not_found_by_default_or_without_signing_in() -> None:
    """What counts nothing needs no limit."""
    assert [] == places(unlimited_guesses, limited())
    assert [] == places(unlimited_guesses, hardened_app(passwords=PasswordsOptions(per_account=None)))
    assert [] == places(unlimited_guesses, hardened_app(passwords=False))
    assert [] == places(unlimited_guesses, plain_app())
