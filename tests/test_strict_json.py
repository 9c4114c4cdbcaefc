"""JSON that no two readers disagree about."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.strict_json import read_json, write_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=10,
)  # fmt: skip


@given(VALUES)
def test_values_come_back(value):
    """What is written is read, and is ASCII."""
    text = write_json(value)
    assert text.isascii()
    assert value == read_json(text) == read_json(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}', '{"a": {"b": 1, "\\u0062": 2}}', "[NaN]", "[Infinity]", "[-Infinity]", "1e999", "-1e999",
        "9" * 33, "0." + "9" * 40, "[" * 100_000, '{"a":' * 100_000, '"\\ud800"', '{"\\udfff": 1}', '[["\\ud800\\ud800"]]',
        "", "{", "{'a': 1}", "[1,]", "01", "\x00", "nul", "{} {}", "\ufeff{}",
    ],
)  # fmt: skip
def test_what_is_refused(text):
    """Members named twice, what is no number, long numbers, deep nesting, half surrogates, and what is no JSON."""
    with pytest.raises(ValueError):
        read_json(text)


@pytest.mark.parametrize("data", [b"\xff", b'"\xed\xa0\x80"', b'{"a": "\xc0\x80"}', '{"a": 1}'.encode("utf-16")])
def test_other_encodings_are_refused(data):
    """UTF-8 only, in its shortest form."""
    with pytest.raises(ValueError):
        read_json(data)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "A": 1}', {"a": 1, "A": 1}),
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ("1e308", 1e308),
        ("9" * 32, int("9" * 32)),
    ],
)
def test_near_misses_are_read(text, value):
    """Names that differ, a whole surrogate pair, large numbers."""
    assert value == read_json(text) == json.loads(text)


@pytest.mark.parametrize(
    "value",
    [(1, 2), {1: "a"}, {"a": (1,)}, float("nan"), float("inf"), b"a", {1}, object(), "\ud800", {"\ud800": 1}, 10**32],
)
def test_what_json_changes_is_not_written(value):
    """A tuple would come back as a list, a number as a key as a string; the rest does not come back at all."""
    with pytest.raises(TypeError):
        write_json(value)


def test_what_has_no_end_is_not_written():
    """A list that holds itself."""
    value: list[object] = []
    value.append(value)
    with pytest.raises(TypeError):
        write_json(value)
