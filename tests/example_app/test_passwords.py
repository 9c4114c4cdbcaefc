"""Passwords: those of an earlier version, changing one, and forgetting one."""

import logging
import re
import time

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.security import generate_password_hash

from example_app import people
from example_app.models import db
from tests.example_app.visitors import PASSWORD, Register, Visitor

OTHER = "another door, another latch"
GREETING = "Please give your password once more."


def is_signed_in(visitor: Visitor) -> bool:
    """Tell whether the visitor may write."""
    return visitor.get("/posts/new").status_code == 200


@pytest.fixture
def link(app: Flask, registered: Register, client: Visitor, caplog: pytest.LogCaptureFixture) -> str:
    """The path of the link that ada gets who has left an address and forgotten her password."""
    registered("ada").submit("/account/email", {"email": "ada@example.com"}, on="/account/")
    assert "/sign-in" == client.submit("/forgotten", {"name": "ADA"}).location
    (mail,) = re.findall(r"Mail to ada@example\.com: .*http://localhost(/reset/\S+)", caplog.text)
    assert isinstance(mail, str)
    return mail


@pytest.mark.parametrize("method", ["scrypt", "pbkdf2:sha256:1000"])
def test_a_hash_of_werkzeug_is_renewed(app: Flask, client: Visitor, registered: Register, method: str) -> None:
    """Whoever registered with an earlier version signs in as ever, and their hash is of the new kind then."""
    registered("ada")
    with app.app_context():
        old = generate_password_hash(PASSWORD, method=method)
        db.session.execute(text("UPDATE user SET password_hash = :old"), {"old": old})
        db.session.commit()
    assert 422 == client.sign_in("ada", OTHER).status_code
    assert 302 == client.sign_in("ada").status_code
    with app.app_context():
        stored = db.session.scalar(text("SELECT password_hash FROM user"))
        assert stored is not None
        assert stored.startswith("$hmac-sha384-bcrypt$")
    assert 302 == client.sign_in("ada").status_code


def test_changing_it(app: Flask, registered: Register) -> None:
    """The device stays signed in, others are out; the old password is wrong from then on, and tokens are too."""
    here, there, program = registered("ada"), Visitor.of(app), Visitor.of(app)
    assert 302 == there.sign_in("ada").status_code
    tokens = program.post("/api/tokens", json={"name": "ada", "password": PASSWORD}).get_json()
    assert "/account/" == here.submit("/account/password", {"password": OTHER}).location
    assert [True, False] == [is_signed_in(here), is_signed_in(there)]
    assert 401 == program.post("/api/tokens/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code
    assert [422, 302] == [there.sign_in("ada", password).status_code for password in (PASSWORD, OTHER)]


@pytest.mark.parametrize("password", ["", "short", "Password123!", "latch latch latch"])
def test_changing_it_to_a_bad_one(registered: Register, client: Visitor, password: str) -> None:
    """The form says why not, and the old one stays."""
    response = registered("ada").submit("/account/password", {"password": password})
    assert 422 == response.status_code
    assert 'class="error"' in response.text
    assert 302 == client.sign_in("ada").status_code


def test_changing_it_needs_a_fresh_sign_in(registered: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a quarter of an hour one is asked for the password, and brought back; other pages go on without."""
    client = registered("ada")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1000)
    assert is_signed_in(client)
    asked = client.get("/account/password").location
    assert asked is not None
    assert "/sign-in?next=/account/password" == asked
    assert GREETING in client.get(asked).text
    assert "/account/password" == client.submit(asked, {"name": "ada", "password": PASSWORD}).location
    assert 200 == client.get("/account/password").status_code


def test_the_address_is_encrypted(app: Flask, registered: Register) -> None:
    """It is shown to its owner, and a copy of the database does not hold it."""
    client = registered("ada")
    assert "/account/" == client.submit("/account/email", {"email": "ada@example.com"}, on="/account/").location
    assert "ada@example.com" in client.get("/account/").text
    with app.app_context():
        stored = db.session.scalar(text("SELECT email FROM profile"))
        assert stored is not None
        assert "example" not in stored
    for address in (
        "no address",
        "ada@",
        "ada@b@c",
        "ada\x1b[2J@example.com",
        "ada@example.com\u202e",
        "x" * 250 + "@b.example",
    ):
        assert 422 == client.submit("/account/email", {"email": address}, on="/account/").status_code
    client.submit("/account/email", {"email": ""}, on="/account/")
    assert "ada@example.com" not in client.get("/account/").text


def test_choosing_another_by_a_link(app: Flask, link: str, client: Visitor) -> None:
    """The link works once, also after it was looked at; whoever was signed in is not any more."""
    elsewhere = Visitor.of(app)
    elsewhere.sign_in("ada")
    for _ in range(2):
        assert 200 == client.get(link).status_code
    assert 422 == client.submit(link, {"password": "short"}).status_code
    assert "/sign-in" == client.submit(link, {"password": OTHER}).location
    assert not is_signed_in(elsewhere)
    assert [422, 302] == [client.sign_in("ada", password).status_code for password in (PASSWORD, OTHER)]
    assert "/forgotten" == client.get(link).location
    assert "/forgotten" == client.submit(link, {"password": PASSWORD}, on="/forgotten").location
    assert 302 == Visitor.of(app).sign_in("ada", OTHER).status_code


def test_a_link_dies_when_the_password_changes(app: Flask, link: str, client: Visitor) -> None:
    """Whoever remembers and changes it leaves no way in behind."""
    client.sign_in("ada")
    assert "/account/" == client.submit("/account/password", {"password": OTHER}).location
    assert "/forgotten" == Visitor.of(app).get(link).location


def test_a_link_is_good_for_an_hour(link: str, client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old mail is worth nothing."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3700)
    assert "/forgotten" == client.get(link).location
    assert "This link has expired." in client.get("/forgotten").text


@pytest.mark.parametrize("token", ["x", "x.y", "eyJ2IjoxfQ.AAAA"])
def test_a_made_up_link(client: Visitor, token: str) -> None:
    """Nobody makes one up."""
    assert "/forgotten" == client.get(f"/reset/{token}").location


@pytest.mark.parametrize("name", ["eve", "grace"])
def test_nobody_learns_who_has_an_address(
    client: Visitor, registered: Register, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """A name that nobody has, and somebody without an address, are answered alike; no mail is sent."""
    registered("grace")
    client.submit("/forgotten", {"name": name})
    assert "If we have an e-mail address for this name, a link is on its way." in client.get("/sign-in").text
    assert [] == [record for record in caplog.records if record.levelno >= logging.WARNING and "Mail" in record.message]


def test_who_was_shut_out_gets_no_link(
    app: Flask, link: str, client: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """A reset is no way around an administrator."""
    with app.app_context():
        user = people.named("ada")
        assert user is not None
        user.known().is_active = False
        db.session.commit()
    caplog.clear()
    client.submit("/forgotten", {"name": "ada"})
    assert "Mail to" not in caplog.text
    client.submit(link, {"password": OTHER})
    assert 422 == client.sign_in("ada", OTHER).status_code
