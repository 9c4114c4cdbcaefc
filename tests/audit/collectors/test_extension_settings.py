"""Settings of other extensions are reduced to what can be no secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.collectors.extension_settings import NAMES, extension_settings
from flask_hardened.audit.collectors.extensions import KEYS


def test_values_keep_their_kind() -> None:
    """Numbers, durations and words stay; lists are sorted; what is of another kind is its type's name."""
    month = timedelta(days=30)
    given = {"REMEMBER_COOKIE_DURATION": month, "JWT_TOKEN_LOCATION": {"headers", "cookies"}, "SQLALCHEMY_ECHO": True,
             "SESSION_TYPE": "redis", "JWT_ALGORITHM": object(), "CACHE_TYPE": "x" * 61, "OTHER": 1}  # fmt: skip
    assert {
        "REMEMBER_COOKIE_DURATION": month,
        "JWT_TOKEN_LOCATION": ("cookies", "headers"),
        "SQLALCHEMY_ECHO": True,
        "SESSION_TYPE": "redis",
        "JWT_ALGORITHM": "object",
        "CACHE_TYPE": "str",
    } == extension_settings(given)


def test_no_setting_with_a_secret_is_kept() -> None:
    """Those are reduced elsewhere."""
    assert NAMES.isdisjoint(KEYS)
    assert [] == [name for name in NAMES if name.endswith(("_KEY", "_SECRET", "_SALT", "_PASSWORD", "_URI", "_URL"))]


@given(config=st.dictionaries(st.sampled_from(sorted(NAMES)), st.none() | st.text() | st.lists(st.integers())))
def test_nothing_makes_it_crash(config: dict[str, Any]) -> None:
    """Whatever somebody has put there."""
    assert config.keys() == extension_settings(config).keys()
