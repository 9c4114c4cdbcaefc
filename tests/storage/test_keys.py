"""Keys are short, fixed in length, and never meet."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.storage.keys import Keys

PARTS = st.lists(st.text(st.characters(), max_size=40), max_size=4)


@given(PARTS, PARTS)
def test_other_parts_give_another_key(first: list[str], second: list[str]) -> None:
    """Two keys are equal exactly if their parts are, however the text is cut, lone surrogates included."""
    keys = Keys(b"app", "use")
    assert (first == second) == (keys.of(*first) == keys.of(*second))
    assert re.fullmatch("[0-9a-f]{32}", keys.of(*first))


def test_a_megabyte_gives_a_short_key() -> None:
    """What a client sends cannot make the store's keys long."""
    assert 32 == len(Keys(b"app", "use").of("x" * 1_000_000))


def test_apps_and_uses_are_apart() -> None:
    """The same parts in another app or another use are another key; in the same ones, the same."""
    made = {Keys(app, use).of("a") for app in (b"one", b"two", b"x" * 100) for use in ("login", "limits")}
    assert 6 == len(made)
    assert Keys(b"one", "login").of("a") in made
