"""Sessions end on the server: here, and everywhere."""

from flask import Flask

from tests.example_app.visitors import PASSWORD, Register, Visitor

COOKIE = "__Host-session"


def cookie_of(visitor: Visitor) -> str:
    """The value of the session cookie."""
    cookie = visitor.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def is_signed_in(visitor: Visitor) -> bool:
    """Tell whether the visitor may write."""
    return visitor.get("/posts/new").status_code == 200


def signed_in(app: Flask, name: str) -> Visitor:
    """The same person on one more device."""
    visitor = Visitor.of(app)
    assert 302 == visitor.submit("/sign-in", {"name": name, "password": PASSWORD}).status_code
    return visitor


def test_a_copied_cookie_ends_with_the_session(app: Flask, registered: Register) -> None:
    """Before signing out a copy works; afterwards it is worth nothing."""
    writer, thief = registered("ada"), Visitor.of(app)
    thief.set_cookie(COOKIE, cookie_of(writer))
    assert is_signed_in(thief)
    copied = cookie_of(writer)
    writer.submit("/sign-out", on="/")
    thief.set_cookie(COOKIE, copied)
    assert not is_signed_in(thief)


def test_signing_out_leaves_other_devices_alone(app: Flask, registered: Register) -> None:
    """The ordinary button signs out here only."""
    here, there = registered("ada"), signed_in(app, "ada")
    here.submit("/sign-out", on="/")
    assert [False, True] == [is_signed_in(here), is_signed_in(there)]


def test_signing_out_everywhere(app: Flask, registered: Register) -> None:
    """Every device of that person is signed out at its next request, nobody else is, and signing in works again."""
    other, here, there = registered("grace"), registered("ada"), signed_in(app, "ada")
    copied = cookie_of(there)
    assert "/" == here.submit("/account/sign-out-everywhere", on="/account/").location
    assert "You are signed out everywhere." in here.get("/").text
    assert [False, False, True] == [is_signed_in(here), is_signed_in(there), is_signed_in(other)]
    there.set_cookie(COOKIE, copied)
    assert not is_signed_in(there)
    assert is_signed_in(signed_in(app, "ada"))


def test_a_planted_session_is_not_signed_in(app: Flask, client: Visitor, registered: Register) -> None:
    """Signing in changes the session's id: whoever planted the old cookie does not get in (session fixation)."""
    registered("ada")
    attacker = Visitor.of(app)
    attacker.get("/sign-in")
    planted = cookie_of(attacker)
    client.set_cookie(COOKIE, planted)
    client.submit("/sign-in", {"name": "ada", "password": PASSWORD})
    assert is_signed_in(client)
    assert not is_signed_in(attacker)


def test_visitors_have_no_account_page(client: Visitor) -> None:
    """The account page and its button send visitors to sign in."""
    assert "/sign-in?next=/account/" == client.get("/account/").location
    refused = client.submit("/account/sign-out-everywhere", on="/sign-in")
    assert "/sign-in" == (refused.location or "").partition("?")[0]
