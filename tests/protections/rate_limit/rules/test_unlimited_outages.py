"""FHL011: no limit while the storage is away."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from flask_hardened.protections.rate_limit.rules.unlimited_outages import unlimited_outages
from tests.audit.asking import places, plain_app


def test_found_where_errors_are_swallowed() -> None:
    """By the argument, or by the setting."""
    app = plain_app()
    Limiter(get_remote_address, app=app, storage_uri="memory://", swallow_errors=True)
    assert ["RATELIMIT_SWALLOW_ERRORS"] == places(unlimited_outages, app)
    app = plain_app(RATELIMIT_SWALLOW_ERRORS=True)
    Limiter(get_remote_address, app=app, storage_uri="memory://")
    assert ["RATELIMIT_SWALLOW_ERRORS"] == places(unlimited_outages, app)


def test_not_found_with_a_fallback() -> None:
    """Nor where errors are errors."""
    app = plain_app()
    Limiter(get_remote_address, app=app, storage_uri="memory://", swallow_errors=True, in_memory_fallback=["9/minute"])
    assert [] == places(unlimited_outages, app)
    app = plain_app()
    Limiter(get_remote_address, app=app, storage_uri="memory://")
    assert [] == places(unlimited_outages, app)
