"""Guessing passwords is limited, for one account and for one address."""

import pytest
from flask import Flask

from tests.example_app.visitors import PASSWORD, Register, Visitor

WRONG = PASSWORD + "!"


def sign_in(visitor: Visitor, name: str, password: str, address: str = "127.0.0.1") -> int:
    """Try it from an address, and return the status."""
    visitor.environ_base["REMOTE_ADDR"] = address
    return visitor.sign_in(name, password).status_code


def test_ten_wrong_passwords_a_minute(client: Visitor, registered: Register) -> None:
    """The eleventh try is 429, also with the right password and from elsewhere; other accounts are free."""
    registered("ada")
    registered("grace")
    assert [422] * 10 == [sign_in(client, "ada", WRONG, f"192.0.2.{number}") for number in range(10)]
    response = client.sign_in("ada", PASSWORD)
    assert 429 == response.status_code
    assert "Too many tries." in response.text
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    for name in ("ADA", " ada "):
        assert 429 == sign_in(client, name, PASSWORD, "198.51.100.1")
    assert 302 == sign_in(client, "grace", PASSWORD, "198.51.100.1")


def test_who_was_here_before_is_not_shut_out(app: Flask, registered: Register) -> None:
    """A stranger cannot make the owner of an account wait on the network where they signed in before."""
    registered("ada")
    owner, stranger = Visitor.of(app), Visitor.of(app)
    assert 302 == sign_in(owner, "ada", PASSWORD, "203.0.113.9")
    assert [422] * 10 == [sign_in(stranger, "ada", WRONG, "192.0.2.1") for _ in range(10)]
    assert 429 == sign_in(stranger, "ada", PASSWORD, "192.0.2.1")
    assert 302 == sign_in(owner, "ada", PASSWORD, "203.0.113.9")


@pytest.mark.parametrize("known", [0, 4])
def test_other_names_do_not_help(client: Visitor, registered: Register, known: int) -> None:
    """One client that tries many names is one client, also where some of the names are its own."""
    for number in range(known):
        registered(f"name{number}")
    assert [422] * 20 == [sign_in(client, f"name{number}", WRONG) for number in range(20)]
    assert 429 == sign_in(client, "another", WRONG)


def test_signing_in_in_between_does_not_help(client: Visitor, registered: Register) -> None:
    """An attacker with an account of their own goes on being counted after signing in to it."""
    registered("ada")
    registered("eve")
    for _ in range(9):
        assert 422 == sign_in(client, "ada", WRONG)
    assert 302 == sign_in(client, "eve", PASSWORD)
    assert 422 == sign_in(client, "ada", WRONG)
    assert 429 == sign_in(client, "ada", WRONG)


def test_the_form_and_the_api_count_together(app: Flask, client: Visitor, registered: Register) -> None:
    """Whoever has guessed in the form does not begin anew with tokens."""
    registered("ada")
    assert [422] * 10 == [sign_in(client, "ada", WRONG) for _ in range(10)]
    program = Visitor.of(app)
    assert 429 == program.post("/api/tokens", json={"name": "ada", "password": PASSWORD}).status_code


def test_who_is_right_is_not_counted(client: Visitor, registered: Register) -> None:
    """Signing in as often as one likes is no guessing."""
    registered("ada")
    assert [302] * 25 == [sign_in(client, "ada", PASSWORD) for _ in range(25)]


def test_ten_new_accounts_an_hour(client: Visitor, registered: Register) -> None:
    """One client registers ten people, and refused forms do not count."""
    for number in range(9):
        registered(f"person{number}")
    assert 422 == client.submit("/register", {"name": "x", "password": PASSWORD}).status_code
    registered("person9")
    assert 429 == client.submit("/register", {"name": "person10", "password": PASSWORD}).status_code
