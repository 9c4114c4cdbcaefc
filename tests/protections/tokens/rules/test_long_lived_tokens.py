"""FHJ001: tokens that live long."""

from __future__ import annotations

from flask_hardened.protections.tokens.options import DAY, TokensOptions
from flask_hardened.protections.tokens.rules.long_lived_tokens import long_lived_tokens
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_each_lifetime() -> None:
    """One second more than an hour, 30 days, and 180 days."""
    options = TokensOptions(access_lifetime=3601, refresh_lifetime=30 * DAY + 1, family_lifetime=180 * DAY + 1)
    names = ("ACCESS_LIFETIME", "FAMILY_LIFETIME", "REFRESH_LIFETIME")
    assert [f"HARDENED_TOKENS_{name}" for name in names] == places(long_lived_tokens, hardened_app(tokens=options))


def test_not_found_up_to_the_limits() -> None:
    """The defaults are shorter; without the feature there are none."""
    options = TokensOptions(access_lifetime=3600, refresh_lifetime=30 * DAY, family_lifetime=180 * DAY)
    for app in (hardened_app(tokens=options), hardened_app(), hardened_app(tokens=False), plain_app()):
        assert [] == places(long_lived_tokens, app)
