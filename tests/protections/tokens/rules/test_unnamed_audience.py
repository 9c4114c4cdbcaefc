"""FHJ002: tokens for nobody in particular."""

from __future__ import annotations

from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.protections.tokens.rules.unnamed_audience import unnamed_audience
from tests.audit.asking import hardened_app, places, plain_app


def test_found_where_tokens_are_set_up() -> None:
    """Some option is given, but neither of the two."""
    app = hardened_app(tokens=TokensOptions(leeway=5))
    assert ["HARDENED_TOKENS_ISSUER"] == places(unnamed_audience, app)


def test_not_found_with_a_name_or_without_options() -> None:
    """One of the two is enough, and who sets nothing may use no tokens."""
    for options in (TokensOptions(issuer="https://a.example"), TokensOptions(audience="b")):
        assert [] == places(unnamed_audience, hardened_app(tokens=options))
    for app in (hardened_app(), hardened_app(tokens=False), plain_app()):
        assert [] == places(unnamed_audience, app)
