"""FHJ017: tokens that do not expire."""

from datetime import timedelta

import pytest

from flask_hardened.protections.tokens.rules.endless_tokens import endless_tokens
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import app_with, severities

ACCESS, REFRESH = "JWT_ACCESS_TOKEN_EXPIRES", "JWT_REFRESH_TOKEN_EXPIRES"


@pytest.mark.parametrize(
    ("config", "found"),
    [({ACCESS: False}, (ACCESS, "high")), ({REFRESH: False}, (REFRESH, "medium")),
     ({ACCESS: timedelta(days=2)}, (ACCESS, "medium")), ({ACCESS: 86401}, (ACCESS, "medium"))],
)  # fmt: skip
def test_found_without_an_end_and_for_days(config: dict[str, object], found: tuple[str, str]) -> None:
    """A refresh token without an end can at least be revoked."""
    assert [found] == severities(endless_tokens, app_with("flask_jwt_extended", config))


def test_not_found_for_minutes() -> None:
    """Nor without the extension."""
    for config in ({}, {ACCESS: timedelta(minutes=15)}, {ACCESS: 86400}):
        assert [] == severities(endless_tokens, app_with("flask_jwt_extended", config))
    assert [] == severities(endless_tokens, plain_app(**{ACCESS: False}))
