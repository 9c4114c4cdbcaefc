"""What is wrong with a new password."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from flask_hardened.protections.passwords import functions as passwords
from flask_hardened.protections.passwords.policy_check import PasswordRefusedError
from tests.protections.passwords.conftest import Make

GOOD = "violet umbrella parade"


def codes(app: Flask, password: str, *context: str) -> list[str]:
    """Return the codes of what is wrong."""
    with app.app_context():
        return [fault.code for fault in passwords.check(password, context=context)]


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        (GOOD, []),
        ("lower case only", []),
        ("918273645564", []),
        ("".join(chr(0x1F400 + 7 * number) for number in range(12)), []),
        ("violet umbr", ["too_short"]),
        ("violet umbre", []),
        ("a\u0308o\u0308u\u0308x\u0308y\u0308z\u0308", ["too_short"]),
        ("", ["empty"]),
        ("violet \ud800 umbrella", ["unwritable"]),
        ("violet umbrella " * 65, ["too_long"]),
        ("Password123!", ["common"]),
        ("dragon", ["too_short", "common"]),
    ],
)
def test_the_default_policy(app: Flask, password: str, expected: list[str]) -> None:
    """Twelve characters as people count them, none of the common ones, and no rules of composition."""
    assert expected == codes(app, password)


@pytest.mark.parametrize(
    ("password", "context"),
    [
        ("alice.smith1", ["Alice Smith"]),
        ("Alice.Smith2026", ["alice.smith@example.com"]),
        ("alice.smith@example.com", ["alice.smith@example.com"]),
        ("Velocita-2026!", []),
        ("Acmecorp-2026!", []),
        ("AcmecorpPassword1", []),
        ("smithdragon12", ["Smith"]),
    ],
)
def test_context(make: Make, password: str, context: list[str]) -> None:
    """Made of the person's name or address, the app's name or the site's words, and of little else."""
    assert ["context"] == codes(make(context_words=["acmecorp"]), password, *context)


@pytest.mark.parametrize(
    ("password", "context"),
    [
        ("alice likes violet umbrellas", ["Alice Smith", "alice@example.com"]),
        ("violet umbrella shop", ["Al", "", "violet.brown@example.com"]),
        (GOOD, ["x" * 100_000, "\ud800", "(((", "a b c d e"]),
    ],
)
def test_near_misses_of_context(app: Flask, password: str, context: list[str]) -> None:
    """A word of it in a phrase is all right, and so is any context."""
    assert [] == codes(app, password, *context)


def test_messages(app: Flask) -> None:
    """Each is a sentence for the person, says what to do, and does not repeat the password."""
    with app.app_context():
        for password in ("", "hunter2", "x" * 2000, "\ud800", "Password123!", "Velocita-2026!"):
            for fault in passwords.check(password):
                assert str(fault) == fault.message
                assert fault.message.endswith(".")
                assert not password or password not in fault.message


def test_the_app_s_own_list(make: Make) -> None:
    """It is asked last, and only for what is good otherwise."""
    asked: list[str] = []

    def breached(password: str) -> bool:
        asked.append(password)
        return password == GOOD

    app = make(breached=breached)
    assert ["breached"] == codes(app, GOOD)
    assert [] == codes(app, GOOD + " two")
    assert ["common"] == codes(app, "Password123!")
    assert [GOOD, GOOD + " two"] == asked


def test_a_list_that_fails_refuses_nobody(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """The log says so, without the password."""

    def breached(password: str) -> bool:
        raise ConnectionError(f"GET /{password}")

    app = make(breached=breached)
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        assert [] == codes(app, GOOD)
    assert ["The check for breached passwords failed, so it was left out: ConnectionError."] == [
        record.getMessage() for record in caplog.records if "breached" in record.getMessage()
    ]


def test_other_lengths_and_no_list(make: Make) -> None:
    """As the options say."""
    assert [] == codes(make(min_length=8), "violet u")
    assert ["too_short"] == codes(make(min_length=15), "violet umbrell")
    assert [] == codes(make(common=False), "Password123!")


def test_accept_raises_what_forms_show(app: Flask) -> None:
    """A ValueError with all sentences, which pydantic and WTForms understand."""
    with app.app_context():
        assert GOOD == passwords.accept(GOOD)
        with pytest.raises(PasswordRefusedError) as caught:
            passwords.accept("dragon")
    assert ["too_short", "common"] == [fault.code for fault in caught.value.faults]
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).startswith("Use at least 12 characters. ")


def test_in_a_form_of_wtforms(app: Flask) -> None:
    """Other fields of the form are the context."""
    from wtforms import Form, PasswordField, StringField

    class SignUp(Form):
        email = StringField()
        password = PasswordField(validators=[passwords.acceptable("email")])

    with app.app_context():
        assert SignUp(data={"email": "alice@example.com", "password": GOOD}).validate()
        refused = SignUp(data={"email": "violet.umbrella@example.com", "password": GOOD[:15]})
        assert not refused.validate()
        assert "name of this site" in refused.password.errors[0]
        empty = SignUp()
        assert not empty.validate()
        assert ["Choose a password."] == empty.password.errors
