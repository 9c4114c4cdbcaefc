"""FHL002: a default limit that stops nobody."""

import pytest

from flask_hardened import RateLimitOptions
from flask_hardened.protections.rate_limit.rules.generous_limits import generous_limits
from tests.audit.asking import hardened_app, places, plain_app


@pytest.mark.parametrize("default", [None, "101/second", "100000 per minute", "1000/second; 10000000 per day"])
def test_found_for_none_and_for_high_ones(default: str | None) -> None:
    """However it is written."""
    app = hardened_app(rate_limit=RateLimitOptions(default=default))
    assert ["HARDENED_RATE_LIMIT_DEFAULT"] == places(generous_limits, app)


@pytest.mark.parametrize("default", ["100/second", "6000 per minute", "1000/second; 1000 per minute"])
def test_not_found_where_one_window_is_low(default: str) -> None:
    """The strictest window holds in the long run."""
    assert [] == places(generous_limits, hardened_app(rate_limit=RateLimitOptions(default=default)))


@pytest.mark.parametrize("preset", ["web", "api", "strict"])
def test_not_found_for_presets(preset: str) -> None:
    """Nor where the feature is off and another rule speaks."""
    assert [] == places(generous_limits, hardened_app(preset=preset))
    assert [] == places(generous_limits, hardened_app(preset=preset, rate_limit=False))
    assert [] == places(generous_limits, plain_app())
