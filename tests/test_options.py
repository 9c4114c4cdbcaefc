"""Options: what a value may be, and how a mistake is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.coercion import coerce
from flask_hardened.errors import ConfigurationError, Problem
from flask_hardened.options import Options, from_keys, option_fields, options, with_defaults


@options
class PaintOptions(Options):
    """How to paint."""

    colour: Literal["red", "green"] = "red"
    layers: int = 1
    tools: tuple[str, ...] = ()
    glossy: bool = False
    prices: Mapping[str, int] | None = None

    def faults(self) -> Iterator[Problem]:
        """Yield impossible layers."""
        if self.layers < 1:
            yield self.problem("layers", f"{self.layers} is too few.", "Give 1 or more.")


@pytest.mark.parametrize(
    ("hint", "value", "expected"),
    [
        (bool, True, True),
        (bool, "true", True),
        (bool, "Off", False),
        (int, 3, 3),
        (float, 3, 3.0),
        (str, "x", "x"),
        (str | None, None, None),
        (int | None, 4, 4),
        (tuple[str, ...], ["a"], ("a",)),
        (tuple[str, ...], {"a"}, ("a",)),
        (tuple[str, ...], "a, b  c", ("a", "b", "c")),
        (tuple[str, ...], "", ()),
        (Mapping[str, int], {"a": 1}, {"a": 1}),
        (Mapping[str, tuple[str, ...]], {"a": ["b"]}, {"a": ("b",)}),
        (Literal["a", "b"], "b", "b"),
        (Literal["a"] | None, None, None),
        (Callable[[], int], len, len),
        (Any, object, object),
    ],
)
def test_values_are_brought_to_the_declared_type(hint: object, value: object, expected: object) -> None:
    """A value that plainly means one of the declared type becomes one."""
    assert expected == coerce(value, hint)


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (bool, 1),
        (bool, "maybe"),
        (bool, None),
        (int, True),
        (int, "3"),
        (int, 3.5),
        (float, "3"),
        (str, 3),
        (str, None),
        (str, b"x"),
        (tuple[str, ...], 3),
        (tuple[str, ...], [3]),
        (Mapping[str, int], ["a"]),
        (Mapping[str, int], {"a": "b"}),
        (Literal["a", "b"], "c"),
        (Literal["a"], ["a"]),
        (int | None, "x"),
        (Callable[[], int], 3),
    ],
)
def test_values_of_another_type_are_refused_with_fault_and_fix(hint: object, value: object) -> None:
    """A near miss raises, and says what is wrong and what to give."""
    with pytest.raises(ValueError) as caught:
        coerce(value, hint)
    assert 2 == len(caught.value.args)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.binary(), st.lists))
def test_no_value_breaks_the_coercion(value: object) -> None:
    """Whatever is given, the answer is a value or a ValueError with fault and fix."""
    for hint in (bool, int, str, tuple[str, ...], Mapping[str, int], Literal["a"], int | None):
        try:
            coerce(value, hint)
        except ValueError as error:
            assert 2 == len(error.args)


def test_defaults_and_given_fields_are_told_apart() -> None:
    """Options know which fields were passed, even when the value is the default."""
    assert frozenset({"layers"}) == PaintOptions(layers=1).given
    assert frozenset() == PaintOptions().given


def test_every_fault_is_reported_at_once() -> None:
    """One error names the unknown field, with a suggestion, and the bad value."""
    with pytest.raises(ConfigurationError) as caught:
        PaintOptions(color="red", glossy=3)
    assert ["PaintOptions.color", "PaintOptions.glossy"] == [problem.setting for problem in caught.value.problems]
    assert "Did you mean 'colour'?" in str(caught.value)


def test_a_value_of_the_right_type_may_still_be_a_fault() -> None:
    """`faults` is asked after the types are right."""
    with pytest.raises(ConfigurationError, match="0 is too few"):
        PaintOptions(layers=0)


def test_options_are_frozen_and_keyword_only() -> None:
    """Options cannot be changed, nor be given by position."""
    chosen = PaintOptions()
    with pytest.raises(AttributeError):
        chosen.layers = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        PaintOptions("red")  # type: ignore[call-arg]


def test_keys_are_named_as_the_user_wrote_them() -> None:
    """A fault in a configuration key names the key."""
    with pytest.raises(ConfigurationError) as caught:
        from_keys(PaintOptions, "HARDENED_PAINT_", {"HARDENED_PAINT_LAYERS": "many"})
    assert "HARDENED_PAINT_LAYERS" == caught.value.problems[0].setting


def test_what_the_user_gave_wins_over_a_preset_even_if_it_is_the_default() -> None:
    """A preset changes only fields that were not given."""
    merged = with_defaults(PaintOptions, {"colour": "green", "layers": 3}, PaintOptions(layers=1))
    assert ("green", 1) == (merged.colour, merged.layers)
    assert frozenset({"layers"}) == merged.given


def test_fields_are_listed_in_order() -> None:
    """The fields come in the order in which they are written."""
    assert ("colour", "layers", "tools", "glossy", "prices") == option_fields(PaintOptions)
