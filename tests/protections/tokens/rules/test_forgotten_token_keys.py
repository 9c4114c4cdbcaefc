"""FHJ006: old keys that nobody removes."""

from __future__ import annotations

from datetime import date

from flask_hardened.protections.tokens.keys import TokenKey
from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.protections.tokens.rules.forgotten_token_keys import forgotten_token_keys
from tests.audit.asking import hardened_app, places, plain_app
from tests.protections.tokens.forging import SECRET

SIGNING = TokenKey(algorithm="HS256", key=SECRET)


def old(**more: object) -> TokensOptions:
    """Return options with a second key."""
    return TokensOptions(keys=(SIGNING, TokenKey(algorithm="HS256", key=SECRET[::-1], **more)))


def test_found_without_a_last_day_and_after_it() -> None:
    """Both are places to look at."""
    for options in (old(verify_only=True), old(verify_only=True, until=date(2020, 1, 1)), old(until=date(2020, 1, 1))):
        assert ["HARDENED_TOKENS_KEYS"] == places(forgotten_token_keys, hardened_app(tokens=options))


def test_not_found_with_a_last_day() -> None:
    """It ends by itself; keys that sign are in use."""
    for options in (old(verify_only=True, until=date(2999, 1, 1)), old(), TokensOptions(keys=(SIGNING,))):
        assert [] == places(forgotten_token_keys, hardened_app(tokens=options))
    for app in (hardened_app(), hardened_app(tokens=False), plain_app()):
        assert [] == places(forgotten_token_keys, app)
