"""Options and the grammar of limits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import parse_many

from flask_hardened import ConfigurationError
from flask_hardened.protections.rate_limit.grammar import limit_fault, windows_of
from flask_hardened.protections.rate_limit.options import RateLimitOptions

UNITS = ["second", "minute", "hour", "day", "month", "year"]


@pytest.mark.parametrize(
    "values",
    [
        {"default": "100 per 15 minutes; 5/second"},
        {"default": None, "per_route": "10/minute,100/hour"},
        {"ipv6_prefix": 56, "ipv4_prefix": 24},
        {"exempt_clients": ["192.0.2.1", "2001:db8::/32"]},
        {"exempt_paths": ["/feed", "/hooks/"]},
        {"headers": "never", "when_down": "deny", "strategy": "moving-window"},
    ],
)
def test_accepted(values: dict[str, Any]) -> None:
    """What the docs show."""
    assert set(values) == RateLimitOptions(**values).given


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"default": "many"}, "default: 'many' is no limit"),
        ({"default": "0 per minute"}, "is no limit"),
        ({"per_route": "5 per fortnight"}, "per_route"),
        ({"ipv6_prefix": 129}, "8 to 128"),
        ({"ipv4_prefix": 0}, "8 to 32"),
        ({"exempt_clients": ["10.0.0.1/8"]}, "no address"),
        ({"exempt_paths": ["feed"]}, "no path"),
        ({"exempt_paths": ["/"]}, "no path"),
        ({"headers": True}, "headers"),
        ({"strategy": "leaky-bucket"}, "strategy"),
        ({"when_down": "open"}, "when_down"),
        ({"defualt": "5/second"}, "Did you mean 'default'"),
    ],
)
def test_refused(values: dict[str, Any], message: str) -> None:
    """Each fault is told with its fix."""
    with pytest.raises(ConfigurationError, match=message):
        RateLimitOptions(**values)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 60), st.sampled_from(UNITS)), min_size=1, max_size=4))
def test_the_grammar_is_that_of_limits(parts: list[tuple[int, int, str]]) -> None:
    """Every limit that `limits` reads is read the same way."""
    text = "; ".join(f"{amount} per {multiple} {unit}" for amount, multiple, unit in parts)
    expected = {(item.amount, item.get_expiry()) for item in parse_many(text)}
    assert expected == {tuple(window) for window in windows_of(text).windows}


@given(st.text(max_size=80))
def test_any_text_is_a_limit_or_a_fault(text: str) -> None:
    """Nothing else comes out of it."""
    fault = limit_fault(text)
    if fault is None:
        assert all(window.amount >= 1 for window in windows_of(text).windows)
    else:
        assert "no limit" in fault[0]
