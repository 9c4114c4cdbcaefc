"""The fields are structured fields with the parameters of the draft."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.rate_limit.header_fields import Told, field_name, fields, seconds_until
from flask_hardened.storage import Verdict, Window

ITEM = r'"[ !#-\[\]-~]+"(?:;[qwrt]=\d+)+'
LIST = re.compile(rf"{ITEM}(?:, {ITEM})*", re.ASCII)
"""A list of strings with integer parameters (RFC 9651 section 3)."""


def verdict(*windows: tuple[int, int, int, float]) -> Verdict:
    """Return a verdict from (amount, seconds, count, reset)."""
    return Verdict(
        True,
        tuple(count for _, _, count, _ in windows),
        tuple(reset for *_, reset in windows),
        tuple(Window(amount, seconds) for amount, seconds, _, _ in windows),
    )


def test_one_window() -> None:
    """Quota and window in the policy, rest and reset beside it."""
    assert [("RateLimit-Policy", '"default";q=100;w=900'), ("RateLimit", '"default";r=93;t=120')] == fields(
        [Told("default", verdict((100, 900, 7, 1120.0)))], 1000.0
    )


def test_several_limits_and_windows() -> None:
    """Each window has a name of its own; the state names the one that decides."""
    told = [
        Told("default", verdict((100, 900, 7, 1120.0))),
        Told("login", verdict((5, 60, 1, 1030.5), (9, 3600, 8, 4000))),
    ]
    assert [
        ("RateLimit-Policy", '"default";q=100;w=900, "login-60s";q=5;w=60, "login-3600s";q=9;w=3600'),
        ("RateLimit", '"default";r=93;t=120, "login-3600s";r=1;t=3000'),
    ] == fields(told, 1000.0)


@pytest.mark.parametrize(("moment", "seconds"), [(1000.0, 1), (1000.01, 1), (1001.0, 1), (1001.01, 2), (900.0, 1)])
def test_seconds_are_rounded_up(moment: float, seconds: int) -> None:
    """Who comes back then is not too early."""
    assert seconds == seconds_until(moment, 1000.0)


@given(st.text(min_size=1), st.integers(1, 10**9), st.integers(1, 10**7), st.integers(0, 10**9), st.floats(0, 2e9))
def test_any_name_makes_a_structured_field(name: str, amount: int, seconds: int, count: int, reset: float) -> None:
    """No name of a limit breaks the header, whatever its author wrote."""
    for _, value in fields([Told(field_name(name), verdict((amount, seconds, count, reset)))], 1e9):
        assert LIST.fullmatch(value), value
