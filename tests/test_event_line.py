"""One event is one line, whatever its fields hold."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import enum
import itertools
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.event_line import LONGEST_LINE, Plainer, encode, line_of, shorten
from flask_hardened.event_masking import Masking

HIDDEN = "-".join(("hidden", "value"))  # in two parts: Hypothesis draws the constants it finds


class Hostile:
    """Raises from everything that a serialiser may touch."""

    def __str__(self):
        raise RuntimeError("hunter2")

    __repr__ = __iter__ = __len__ = __bool__ = __eq__ = __str__
    __hash__ = None


class Liar:
    """Raises when asked for its class, as isinstance does."""

    @property
    def __class__(self):
        raise RuntimeError("hunter2")


class HostileText(str):
    __slots__ = ()

    def __str__(self):
        raise RuntimeError

    def __len__(self):
        raise RuntimeError


class HostileMapping(collections.UserDict):
    def items(self):
        raise RuntimeError


class Colour(enum.Enum):
    RED = "red"


class Nameless(type):
    @property
    def __name__(cls):
        raise RuntimeError


class Anonymous(metaclass=Nameless):
    pass


def plain(value):
    return Plainer(Masking()).plain(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (1, 1),
        (1.5, 1.5),
        ("x", "x"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (2**64, "<int of 65 bits>"),
        (10**5000, "<int of 16610 bits>"),
        (b"a\xff", "a\\xff"),
        (bytearray(b"a"), "a"),
        (Colour.RED, "red"),
        (decimal.Decimal("1.50"), "1.50"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ([1, (2, {3})], [1, [2, [3]]]),
        ({"a": {"b": 1}, 2: 3}, {"a": {"b": 1}, "2": 3}),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.UserDict(a=1), {"a": 1}),
        (HostileText("text"), "text"),
        (HostileMapping(), "<HostileMapping>"),
        (Hostile(), "<Hostile>"),
        (Liar(), "<Liar>"),
        (Anonymous(), "<object>"),
        (ValueError("hunter2"), "<ValueError>"),
        (object, "<type>"),
        ({"password": "hunter2", "n": 1}, {"password": "***", "n": 1}),
        ({"password": None, "csrf_valid": False}, {"password": None, "csrf_valid": False}),
        ({"a": [{"otp": 123456}]}, {"a": [{"otp": "***"}]}),
        ([("Cookie", "hunter2"), ("Accept", "x")], [["Cookie", "***"], ["Accept", "x"]]),
        ({("a", "b"): 1}, {"<tuple>": 1}),
    ],
    ids=itertools.count(),  # pytest would make an id of the value's own text
)
def test_plain_values(value, expected):
    """Every value gets a JSON form; what is secret or unknown shows neither its text nor that of its exception."""
    assert expected == plain(value)


def test_a_cycle_ends():
    """A list that holds itself is shown to a fixed depth."""
    cyclic = []
    cyclic.append(cyclic)
    assert "<list>" in encode(plain(cyclic))


def test_much_input_is_looked_at_only_in_part():
    """Of a huge nested value a bounded number of nodes is looked at."""
    value = [[["x" * 10_000] * 100] * 100] * 100
    assert len(encode(plain(value))) < 200_000


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("short", 32, "short"),
        ("x" * 30, 32, "x" * 30),
        ("x" * 40, 32, "x" * 22 + "...[+18]"),
        ("\U0001f600" * 10, 32, "\U0001f600...[+9]"),
        ("\U0001f600" * 10, 50, "\U0001f600" * 3 + "...[+7]"),
    ],
)
def test_shorten(text, longest, expected):
    """A text is cut by the bytes its JSON takes, and says how many characters are gone."""
    assert expected == shorten(text, longest)


def test_del_is_escaped():
    """DEL is a control character too, though json lets it pass."""
    assert '"\\u007f"' == encode("\x7f")


def test_taken_names_get_an_underscore():
    """A field cannot replace a member that every event has."""
    line = line_of({"event": "x"}, {"event": "forged", "omitted_fields": 7})
    assert {"event": "x", "event_": "forged", "omitted_fields_": 7} == json.loads(line)


def test_long_values_are_shortened_evenly():
    """One long value is cut, the short ones beside it are whole."""
    event = json.loads(line_of({"event": "x"}, {"a": "y" * 9000, "b": "whole", "c": list(range(3000))}))
    assert "whole" == event["b"]
    assert event["a"].endswith("]")
    assert event["c"].startswith("[0,1,2")


def test_too_many_fields_are_counted():
    """When not even the names fit, the last fields are left out, and their number is said."""
    event = json.loads(line_of({"event": "x"}, {f"field{number:03}": "y" * 100 for number in range(100)}))
    assert event["omitted_fields"] > 0
    assert 100 == event["omitted_fields"] + len(event) - 2


def values():
    """Return a strategy for whatever a field may hold, secrets under secret names included."""
    leaves = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(exclude_categories=()), max_size=60),
        st.binary(max_size=60),
        st.builds(Hostile),
        st.sampled_from([HostileText("x"), HostileMapping(), Colour.RED, object(), "z" * 5000, 10**4000]),
    )
    names = st.one_of(st.text(max_size=20), st.integers(), st.just("n" * 200))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=6),
            st.tuples(inner, inner),
            st.dictionaries(names, inner, max_size=6),
            st.builds(lambda name: {name: HIDDEN}, st.sampled_from(["password", "Set-Cookie", "apiKey"])),
        ),
        max_leaves=30,
    )


@given(fields=st.dictionaries(st.text(st.characters(exclude_categories=()), max_size=90), values(), max_size=60))
def test_any_fields_make_one_line(fields):
    """The line is printable ASCII of at most 4096 bytes, reads back with its core intact, and holds no secret."""
    plainer = Plainer(Masking())
    core = {"event": "sys_crash", "level": "WARN"}
    line = line_of(core, {plainer.name(name): plainer.named(name, value) for name, value in fields.items()})
    assert len(line) <= LONGEST_LINE
    assert line.isascii()
    assert line.isprintable()
    event = json.loads(line, parse_constant=pytest.fail)
    assert core.items() <= event.items()
    assert HIDDEN not in line
