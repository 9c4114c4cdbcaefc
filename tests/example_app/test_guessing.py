"""Guessing passwords is limited, for one client and for one account."""

from tests.example_app.visitors import PASSWORD, Register, Visitor

WRONG = PASSWORD + "!"


def sign_in(visitor: Visitor, name: str, password: str, address: str = "127.0.0.1") -> int:
    """Try it from an address, and return the status."""
    visitor.environ_base["REMOTE_ADDR"] = address
    return visitor.submit("/sign-in", {"name": name, "password": password}).status_code


def test_five_wrong_passwords_a_minute(client: Visitor, registered: Register) -> None:
    """The sixth try is 429, also with the right password; another client still gets in."""
    registered("ada")
    assert [422] * 5 == [sign_in(client, "ada", WRONG) for _ in range(5)]
    response = client.submit("/sign-in", {"name": "ada", "password": PASSWORD})
    assert 429 == response.status_code
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert 302 == sign_in(client, "ada", PASSWORD, "192.0.2.1")


def test_other_names_do_not_help(client: Visitor) -> None:
    """One client that tries many names is one client."""
    assert [422] * 5 == [sign_in(client, f"name{number}", WRONG) for number in range(5)]
    assert 429 == sign_in(client, "another", WRONG)


def test_signing_in_in_between_does_not_help(client: Visitor, registered: Register) -> None:
    """An attacker with an account of their own is counted as the same client while they are signed in."""
    registered("ada")
    registered("eve")
    for _ in range(4):
        assert 422 == sign_in(client, "ada", WRONG)
    assert 302 == sign_in(client, "eve", PASSWORD)
    assert 422 == sign_in(client, "ada", WRONG)
    assert 429 == sign_in(client, "ada", WRONG)


def test_thirty_wrong_passwords_an_hour_for_one_account(client: Visitor, registered: Register) -> None:
    """Many clients that try one account share its limit, however they write the name; other accounts are free."""
    registered("ada")
    registered("grace")
    tries = [sign_in(client, "ada", WRONG, f"192.0.2.{number}") for number in range(30)]
    assert [422] * 30 == tries
    for name in ("ada", "ADA", " ada "):
        assert 429 == sign_in(client, name, PASSWORD, "198.51.100.1")
    assert 302 == sign_in(client, "grace", PASSWORD, "198.51.100.1")


def test_who_is_right_is_not_counted(client: Visitor, registered: Register) -> None:
    """Signing in as often as one likes is no guessing."""
    registered("ada")
    assert [302] * 12 == [sign_in(client, "ada", PASSWORD) for _ in range(12)]


def test_ten_new_accounts_an_hour(client: Visitor, registered: Register) -> None:
    """One client registers ten people, and refused forms do not count."""
    for number in range(9):
        registered(f"person{number}")
    assert 422 == client.submit("/register", {"name": "x", "password": PASSWORD}).status_code
    registered("person9")
    assert 429 == client.submit("/register", {"name": "person10", "password": PASSWORD}).status_code
