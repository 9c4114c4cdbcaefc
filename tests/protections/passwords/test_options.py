"""Options that make no sense are named at the start."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from flask_hardened import ConfigurationError, Hardened
from flask_hardened.protections.passwords.options import PasswordsOptions

PEPPER = "a pepper of at least 32 characters"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cost", 3),
        ("cost", 16),
        ("cost", "12"),
        ("peppers", {"2026": "short"}),
        ("peppers", {"": PEPPER}),
        ("peppers", {"a,b": PEPPER}),
        ("peppers", {"a$b": PEPPER}),
        ("peppers", {"x" * 33: PEPPER}),
        ("peppers", {PEPPER: "2026"}),
        ("peppers", {PEPPER[:5].strip(): "2026", PEPPER.replace(" ", "-"): "2026"}),
        ("peppers", PEPPER),
        ("peppers", [PEPPER]),
        ("peppers", {"2026": None}),
        ("min_length", 7),
        ("min_length", 129),
        ("per_account", "often"),
        ("per_account", "0 per day"),
        ("per_address", ""),
        ("per_network", "10 per fortnight"),
        ("ipv4_network", 33),
        ("ipv6_network", 7),
        ("ipv6_network", 65),
        ("threads", 0),
        ("patience", -1.0),
        ("patience", 31.0),
        ("when_down", "pray"),
        ("find", "find_account"),
        ("breached", ["password"]),
        ("realm", 'a"b'),
        ("realm", "a\r\nSet-Cookie: x"),
        ("realm", "K\u00fcche"),
    ],
)
def test_faults(field: str, value: Any) -> None:
    """Each is named by its field, and no pepper is told."""
    with pytest.raises(ConfigurationError) as caught:
        PasswordsOptions(**{field: value})
    assert {f"PasswordsOptions.{field}"} == {problem.setting for problem in caught.value.problems}
    assert PEPPER not in str(caught.value)
    assert PEPPER.replace(" ", "-") not in str(caught.value)
    assert "short'" not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cost", 4),
        ("cost", 15),
        ("peppers", {"2026-a.b": PEPPER, "2025": PEPPER}),
        ("min_length", 8),
        ("per_account", None),
        ("per_account", "5/minute;20/hour"),
        ("ipv4_network", 32),
        ("ipv6_network", 64),
        ("threads", 1),
        ("patience", 0),
    ],
)
def test_near_misses(field: str, value: Any) -> None:
    """What is just right."""
    assert value == getattr(PasswordsOptions(**{field: value}), field)


def test_keys_of_the_configuration() -> None:
    """As every feature's."""
    app = Flask("configured")
    app.config.update(
        TESTING=True,
        HARDENED_STORAGE_URI="memory://",
        HARDENED_PASSWORDS_COST=4,
        HARDENED_PASSWORDS_PEPPERS={"2026": PEPPER},
        HARDENED_PASSWORDS_MIN_LENGTH=8,
    )
    Hardened(app)
    hasher = app.extensions["hardened_passwords"].hasher
    assert hasher.hash("x").startswith("$hmac-sha384-bcrypt$v=1,k=2026,r=4$")


def test_two_apps_share_nothing() -> None:
    """Each has its pepper."""
    made = []
    for pepper in (PEPPER, PEPPER[::-1]):
        app = Flask("one of two")
        app.config.update(TESTING=True, HARDENED_STORAGE_URI="memory://")
        Hardened(app, passwords=PasswordsOptions(cost=4, peppers={"a": pepper}))
        made.append(app.extensions["hardened_passwords"].hasher)
    first, second = made
    stored = first.hash("the same")
    assert (True, False) == (first.verify(stored, "the same"), second.verify(stored, "the same"))
