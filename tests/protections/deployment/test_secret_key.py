"""Secret keys: good ones pass, guessable ones do not, and no verdict repeats a key."""

from __future__ import annotations

import os
import secrets
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.deployment.secret_key import WELL_KNOWN, weakness

GOOD = [
    "0f9c1f54a27be13bb7b0c64c8fa2ab7f",
    "6a1f2b44-9c35-4e8d-a7d0-53b8fe26c917",
    "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf",
    "wX9-qL2_zR7tB4mK8vN1cF5h",
    "rotterdam lamp seventy quilt ember",
    "secret-0f9c1f54a27be13bb7b0c64c8fa2ab7f",
    b"\x8a\x01\xf3\xc4\x99\x10\x7e\x52\xbb\x3d\xe0\x64\x0c\xaf\x2d\x77",
]

WEAK = [
    (None, "type"),
    (7, "type"),
    ("", "empty"),
    ("dev", "documentation"),
    (" DEV ", "documentation"),
    (b'_5#y2L"F4Q8z\n\xec]/', "documentation"),
    ("192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf", "documentation"),
    ("you-will-never-guess", "documentation"),
    ("secret", "placeholder"),
    ("my-super-secret-key-please-change-me-now", "placeholder"),
    ("CHANGEME" * 8, "placeholder"),
    ("a", "short"),
    ("0f9c1f54a27be13bb7b0c64c8fa2ab7", "short"),
    ("kW3vUoTqXv8n5aJr1cYd", "short"),
    (b"\x8a\x01\xf3\xc4\x99\x10\x7e\x52\xbb\x3d\xe0\x64\x0c\xaf\x2d", "short"),
    ("ab" * 40, "variety"),
    ("0" * 64, "variety"),
    ("kW3vUoTqXv" * 5, "pattern"),
    ("abcdefghijklmnopqrstuvwxyz0123456789", "pattern"),
    ("01234567890123456789012345678901234567890", "pattern"),
]


@pytest.mark.parametrize("key", GOOD)
def test_good_keys_pass(key: str | bytes) -> None:
    """128 bits in whatever alphabet are enough."""
    assert weakness(key) is None


@pytest.mark.parametrize(("key", "reason"), WEAK)
def test_weak_keys_are_told_why(key: object, reason: str) -> None:
    """Each kind of weakness has its own sentence."""
    verdict = weakness(key)
    assert verdict is not None
    assert reason in verdict


def test_what_people_are_told_to_use_always_passes() -> None:
    """`secrets.token_hex`, `token_urlsafe`, `os.urandom` and UUIDs: no false alarm in a thousand draws each."""
    for _ in range(1000):
        for key in (secrets.token_hex(16), secrets.token_hex(), secrets.token_urlsafe(24), os.urandom(16),
                    os.urandom(24), str(uuid.uuid4())):  # fmt: skip
            assert weakness(key) is None


@given(st.text(min_size=6, max_size=200) | st.binary(min_size=6, max_size=200))
def test_no_key_breaks_the_check_and_none_is_repeated(key: str | bytes) -> None:
    """The verdict is a sentence without the key in it."""
    verdict = weakness(key)
    if verdict is not None:
        assert (key if isinstance(key, str) else repr(key)) not in verdict


def test_every_known_key_is_refused() -> None:
    """Each entry of the list is found, as text too."""
    for key in WELL_KNOWN:
        assert weakness(key) is not None
        assert weakness(key.decode("latin-1").encode("latin-1")) is not None
