"""Common passwords and what is made of them, beside what only looks like it."""

from __future__ import annotations

import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.passwords.common_passwords import is_common


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "PASSWORD2026",
        "!!password!!",
        "P@ssw0rd2026",
        "p4$$w0rd!!!!",
        "he11o w0rld!",
        "iloveyou2026!",
        "Welcome2026!!",
        "Sommer2026!!",
        "basketball2026",
        "password 1234567",
        "passwordpassword",
        "letmeinletmein1",
        "hello123hello123",
        "abababababab",
        "ababababababa",
        "dragon-monkey-1",
        "summervacation",
        "123456789012",
        "987654321098",
        "qwertyuiop12",
        "qwerty123456",
        "1qaz2wsx3edc",
        "asdfghjkl;'1234",
        "abcdefghijkl",
        "zyxwvutsrqpo",
        "aaaabbbbcccc",
        "!!!!!!!!!!!!",
        "            ",
        "a" * 1024,
        "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234",
    ],
)
def test_common(password: str) -> None:
    """On the list, padded, doubled, joined, written with look-alikes or full-width letters, or a row of the keyboard."""
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "the quick brown fox",
        "mydogisthebest",
        "kxqzvwjypmfb",
        "837465928374",
        "Tr0ub4dor&3 xyz",
        "ILoveMyCatFluffy",
        "blue83718273917391tiger",
        "password-83749203847261",
        "1984-07-13-09-21-55-81",
        "\u043f\u0430\u0440\u043e\u043b\u044c \u0438 \u0435\u0449\u0451",
        "",
    ],
)
def test_not_common(password: str) -> None:
    """A phrase, or a word with as much again that nobody knows; composition does not matter."""
    assert not is_common(password)


def test_random_passwords_are_not_common() -> None:
    """Of 100 with twelve characters, at most a few."""
    draw = random.Random(1)
    for alphabet in (string.ascii_lowercase, string.digits, string.printable[:94]):
        drawn = ["".join(draw.choices(alphabet, k=12)) for _ in range(100)]
        assert 5 > sum(map(is_common, drawn))


@given(st.text())
def test_no_text_raises(password: str) -> None:
    """Whatever it is."""
    assert is_common(password) in (True, False)


@pytest.mark.parametrize(
    "password",
    ["4@8({[<369&#!1/|0$5+7%2" * 5, "ab" * 511 + "c", "a" * 1023 + "b", ("ab" * 8 + "c") * 60, "aB" * 64, "a1" * 512],
)
def test_no_password_takes_long(password: str) -> None:
    """The matcher of zxcvbn itself takes seconds for the first one."""
    is_common("loads the list")
    assert 0.5 > min(_seconds(password) for _ in range(3))


def _seconds(password: str) -> float:
    started = time.thread_time()
    is_common(password)
    return time.thread_time() - started
