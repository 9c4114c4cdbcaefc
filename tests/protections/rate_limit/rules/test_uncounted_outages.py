"""FHL003: limits that end when the store is down."""

import pytest

from flask_hardened import RateLimitOptions, limit
from flask_hardened.protections.rate_limit.rules.uncounted_outages import uncounted_outages
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app_and_for_a_limit() -> None:
    """The option, and a decorator."""
    app = hardened_app(rate_limit=RateLimitOptions(when_down="allow"))
    assert ["HARDENED_RATE_LIMIT_WHEN_DOWN"] == places(uncounted_outages, app)
    app = hardened_app()
    app.add_url_rule("/", "index", limit("5 per minute", when_down="allow")(lambda: ""))
    assert ["index"] == places(uncounted_outages, app)


@pytest.mark.parametrize("when_down", ["local", "deny"])
def test_not_found_where_it_is_counted_or_refused(when_down: str) -> None:
    """Both keep guessers out."""
    app = hardened_app(rate_limit=RateLimitOptions(when_down=when_down))
    app.add_url_rule("/", "index", limit("5 per minute", when_down=when_down)(lambda: ""))
    assert [] == places(uncounted_outages, app)
    assert [] == places(uncounted_outages, hardened_app(rate_limit=False))
    assert [] == places(uncounted_outages, plain_app())
