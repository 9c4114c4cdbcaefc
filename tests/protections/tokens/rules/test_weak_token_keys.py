"""FHJ019: tokens that anybody can sign."""

import pytest

from flask_hardened.protections.tokens.rules.weak_token_keys import weak_token_keys
from tests.audit.asking import ask
from tests.audit.extensions_for_tests import app_with, severities
from tests.conftest import SECRET_KEY


@pytest.mark.parametrize(
    ("config", "found"),
    [({"JWT_SECRET_KEY": "super-secret"}, ("JWT_SECRET_KEY", "critical")),
     ({"JWT_SECRET_KEY": SECRET_KEY}, ("JWT_SECRET_KEY", "low")),
     ({"JWT_ALGORITHM": "none"}, ("JWT_ALGORITHM", "critical")),
     ({"JWT_DECODE_ALGORITHMS": ["HS256", "none"]}, ("JWT_DECODE_ALGORITHMS", "critical"))],
)  # fmt: skip
def test_found_for_keys_and_algorithms(config: dict[str, object], found: tuple[str, str]) -> None:
    """A key is never quoted."""
    app = app_with("flask_jwt_extended", config)
    assert [found] == severities(weak_token_keys, app)
    assert str(config.get("JWT_SECRET_KEY", "?")) not in repr(ask(weak_token_keys, app))


def test_not_found_for_a_key_of_its_own() -> None:
    """Nor where none is set: then it is SECRET_KEY, of which other rules speak; nor for what only checks public keys."""
    for config in ({}, {"JWT_SECRET_KEY": SECRET_KEY[::-1]}, {"JWT_ALGORITHM": "RS256", "JWT_SECRET_KEY": "x"}):
        assert [] == severities(weak_token_keys, app_with("flask_jwt_extended", config))
