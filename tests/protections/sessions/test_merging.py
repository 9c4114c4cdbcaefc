"""Merging of content that two requests have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.sessions.merging import merged

contents = st.dictionaries(st.sampled_from("abc"), st.sampled_from([0, 1, True, [1], None]))


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "expected"),
    [
        ({}, {"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1, "b": 1}, {"b": 1}, {"a": 1, "b": 2}, {"b": 2}),
        ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}),
        ({"a": 1}, {"a": 2}, {"a": 3}, None),
        ({"a": 1}, {}, {"a": 3}, None),
        ({"a": 1}, {"a": 2}, {}, None),
        ({"a": 1}, {}, {}, {}),
        ({"a": 1}, {"a": True}, {"a": 1, "b": 2}, {"a": True, "b": 2}),
        ({}, {"a": 1}, {"a": True}, None),
        ({}, {"a": 1}, {"a": 2}, None),
    ],
)
def test_merged(before: dict, mine: dict, theirs: dict, expected: dict | None) -> None:
    """Different keys are merged, the same change is one, two changes of one key are a conflict."""
    assert expected == merged(before, mine, theirs)


@given(contents, contents, contents)
def test_no_change_is_lost(before: dict, mine: dict, theirs: dict) -> None:
    """What either has changed is in the result; otherwise there is none."""
    result = merged(before, mine, theirs)

    def same(one, other):
        return repr(one) == repr(other)

    for key in "abc":
        old, own, other = (repr(content.get(key, "absent")) for content in (before, mine, theirs))
        if result is None:
            continue
        now = repr(result.get(key, "absent"))
        if not same(own, old):
            assert own == now
        if not same(other, old):
            assert other == now
