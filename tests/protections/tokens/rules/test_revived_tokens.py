"""FHJ003: revoked tokens that are good again."""

from __future__ import annotations

from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.protections.tokens.rules.revived_tokens import revived_tokens
from tests.audit.asking import hardened_app, places, plain_app


def test_found_when_allowed() -> None:
    """The option is named."""
    app = hardened_app(tokens=TokensOptions(when_down="allow"))
    assert ["HARDENED_TOKENS_WHEN_DOWN"] == places(revived_tokens, app)


def test_not_found_when_denied() -> None:
    """That is the default."""
    for app in (hardened_app(tokens=TokensOptions(when_down="deny")), hardened_app(), plain_app()):
        assert [] == places(revived_tokens, app)
