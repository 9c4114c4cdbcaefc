"""FHL009: limits that are turned off."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from flask_hardened.protections.rate_limit.rules.disabled_limits import disabled_limits
from tests.audit.asking import places, plain_app


def test_found_for_the_setting_and_the_argument() -> None:
    """The limiter leaves no trace but its setting when it is off."""
    for config, options in (({"RATELIMIT_ENABLED": False}, {}), ({}, {"enabled": False})):
        app = plain_app(**config)
        Limiter(get_remote_address, app=app, storage_uri="memory://", **options)
        assert ["RATELIMIT_ENABLED"] == places(disabled_limits, app)


def test_not_found_in_tests() -> None:
    """Nor when it is on."""
    assert [] == places(disabled_limits, plain_app(RATELIMIT_ENABLED=False, TESTING=True))
    app = plain_app()
    Limiter(get_remote_address, app=app, storage_uri="memory://")
    assert [] == places(disabled_limits, app)
