"""Register, sign in, sign out."""

from urllib.parse import urlencode

import pytest

from tests.example_app.visitors import PASSWORD, Register, Visitor


def test_registering_signs_in(registered: Register) -> None:
    """Whoever registers is greeted, and may write at once."""
    client = registered("ada")
    assert "Welcome, ada." in client.get("/").text
    assert 200 == client.get("/posts/new").status_code


@pytest.mark.parametrize("name", ["ada", "ADA", " ada "])
def test_a_name_belongs_to_one_person(client: Visitor, registered: Register, name: str) -> None:
    """A name that differs in case or in blanks only is the same name."""
    registered("ada")
    response = client.submit("/register", {"name": name, "password": PASSWORD})
    assert 422 == response.status_code
    assert "This name is taken." in response.text


def test_a_longer_name_is_another_name(registered: Register) -> None:
    """A near miss of a taken name is free."""
    registered("ada")
    assert "Welcome, ada2." in registered("ada2").get("/").text


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("ad", PASSWORD, "between 3 and 40"),
        ("a" * 41, PASSWORD, "between 3 and 40"),
        ("ada<b>", PASSWORD, "Only letters, digits"),
        ("ada\n", "too short!!", "12 characters"),
        ("ada", "Password123!", "one of the first that are tried"),
        ("lovelace", "lovelace-latch", "mostly your name"),
        ("", PASSWORD, "required"),
        ("ada", "", "required"),
    ],
)
def test_registering_says_what_is_wrong(client: Visitor, name: str, password: str, message: str) -> None:
    """A field that cannot be accepted says why, and nobody is registered."""
    response = client.submit("/register", {"name": name, "password": password})
    assert 422 == response.status_code
    assert message in response.text
    assert 302 == client.get("/posts/new").status_code


def test_a_form_that_is_shown_again_holds_no_password(client: Visitor) -> None:
    """The password is never sent back."""
    response = client.submit("/register", {"name": "ad", "password": PASSWORD})
    assert PASSWORD not in response.text


def test_signing_in_goes_back_to_the_page_that_asked(client: Visitor, registered: Register) -> None:
    """A visitor who wanted to write gets to write after signing in."""
    registered("ada")
    asked = client.get("/posts/new?draft=1").location
    assert asked is not None
    assert "Please sign in first." in client.get(asked).text
    response = client.submit(asked, {"name": "Ada", "password": PASSWORD})
    assert "/posts/new?draft=1" == response.location


def test_the_request_cannot_name_where_to_go(client: Visitor, registered: Register) -> None:
    """Signing in does not send anybody to an address that somebody put into the link."""
    registered("ada")
    for target in ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"):
        query = urlencode({"next": target})
        assert "/" == client.submit(f"/sign-in?{query}", {"name": "ada", "password": PASSWORD}).location


def test_a_form_takes_the_fields_it_has(client: Visitor) -> None:
    """Nobody makes themselves an administrator by a field that they add (mass assignment, CWE-915)."""
    response = client.submit("/register", {"name": "eve", "password": PASSWORD, "is_admin": "1"})
    assert 422 == response.status_code
    assert 302 == client.submit("/register", {"name": "eve", "password": PASSWORD}).status_code
    assert 403 == client.get("/admin/").status_code


def test_wrong_password_and_unknown_name_look_the_same(client: Visitor, registered: Register) -> None:
    """The answer does not tell who is registered."""
    registered("ada")
    wrong = client.submit("/sign-in", {"name": "ada", "password": PASSWORD + "!"})
    unknown = client.submit("/sign-in", {"name": "eve", "password": PASSWORD})
    assert 422 == wrong.status_code == unknown.status_code
    for response in (wrong, unknown):
        assert "The name or the password is wrong." in response.text
    assert 302 == client.get("/posts/new").status_code


def test_signing_out(registered: Register) -> None:
    """After signing out nothing can be written."""
    client = registered("ada")
    assert "/" == client.submit("/sign-out", on="/").location
    assert "You are signed out." in client.get("/").text
    refused = client.submit("/posts/new", {"title": "T", "body": "B"}, on="/sign-in")
    assert "/sign-in" == (refused.location or "").partition("?")[0]


def test_a_link_cannot_sign_out(registered: Register) -> None:
    """Signing out is a POST: an image address in a comment does not do it."""
    client = registered("ada")
    assert 405 == client.get("/sign-out").status_code
    assert 200 == client.get("/posts/new").status_code
