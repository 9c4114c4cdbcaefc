"""FHJ005: a secret that others need too."""

from __future__ import annotations

from flask_hardened.protections.tokens.keys import TokenKey
from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.protections.tokens.rules.shared_token_secret import shared_token_secret
from tests.audit.asking import hardened_app, places, plain_app
from tests.protections.tokens.forging import SECRET, pair

HS256 = TokenKey(algorithm="HS256", key=SECRET)
EDDSA = TokenKey(algorithm="EdDSA", key=pair("EdDSA")[0])


def test_found_for_another_audience() -> None:
    """With the derived secret and with one of its own; the first key that signs counts."""
    for keys in ((), (HS256,), (HS256, EDDSA)):
        app = hardened_app(tokens=TokensOptions(issuer="a", audience="b", keys=keys))
        assert ["HARDENED_TOKENS_KEYS"] == places(shared_token_secret, app)


def test_not_found_for_key_pairs_or_the_app_itself() -> None:
    """Others get the public key; or there are no others."""
    for options in (
        TokensOptions(issuer="a", audience="b", keys=(EDDSA,)),
        TokensOptions(issuer="a", audience="a", keys=(HS256,)),
        TokensOptions(issuer="a"),
    ):
        assert [] == places(shared_token_secret, hardened_app(tokens=options))
    for app in (hardened_app(), hardened_app(tokens=False), plain_app()):
        assert [] == places(shared_token_secret, app)
