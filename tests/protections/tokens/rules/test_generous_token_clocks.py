"""FHJ004: clocks that may differ by much."""

from __future__ import annotations

from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.protections.tokens.rules.generous_token_clocks import generous_token_clocks
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_each_option() -> None:
    """One second more than a minute, and than half of one."""
    app = hardened_app(tokens=TokensOptions(leeway=61, reuse_grace=31))
    assert ["HARDENED_TOKENS_LEEWAY", "HARDENED_TOKENS_REUSE_GRACE"] == places(generous_token_clocks, app)


def test_not_found_up_to_the_limits() -> None:
    """The defaults are shorter."""
    app = hardened_app(tokens=TokensOptions(leeway=60, reuse_grace=30))
    for made in (app, hardened_app(), hardened_app(tokens=False), plain_app()):
        assert [] == places(generous_token_clocks, made)
