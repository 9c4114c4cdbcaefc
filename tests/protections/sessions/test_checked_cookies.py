"""Cookies checked a moment ago: what is remembered of them, what is asked anew, and what is forgotten."""

from __future__ import annotations

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.sessions import checked_cookies
from flask_hardened.protections.sessions.checked_cookies import AGE, LONGEST, MOST, CheckedCookie, CheckedCookies
from flask_hardened.protections.sessions.functions import end_sessions_of
from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.protections.sessions.ticket import Ticket
from tests.protections.sessions.conftest import Make

HTTPS = "https://localhost"
NAME = "__Host-session"
COOKIE = CheckedCookie(Ticket("id", 1, "id"), 1, (), {}, b"", ())


def ask(client: FlaskClient, path: str = "/who", **more: str) -> str:
    """Send a GET over HTTPS."""
    return client.get(path, base_url=HTTPS, headers=more).text


def signed_in(app: Flask) -> FlaskClient:
    """Return a client that has signed in, and whose cookie has been checked."""
    client = app.test_client()
    client.post("/login", base_url=HTTPS)
    assert "7" == ask(client)
    return client


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every cookie value whose signature is checked from here on."""
    from flask_hardened.protections.sessions.signing import CookieSigning

    seen: list[str] = []
    read = CookieSigning.read

    def noted(self: CookieSigning, value: str, keys: tuple) -> object:
        seen.append(value)
        return read(self, value, keys)

    monkeypatch.setattr(CookieSigning, "read", noted)
    return seen


def test_a_signature_is_checked_once(make: Make, reads: list[str]) -> None:
    """For each cookie; another one is checked for itself."""
    app = make()
    client, other = signed_in(app), signed_in(app)
    assert 2 == len(set(reads)) == len(reads)
    assert ["7"] * 4 == [ask(client), ask(client), ask(other), ask(client)]
    assert 2 == len(reads)


def test_a_session_that_ends_has_ended_at_once(make: Make, reads: list[str]) -> None:
    """Whether it has ended is asked for each request, however often its cookie was checked."""
    app = make()
    client = signed_in(app)
    with app.app_context():
        end_sessions_of(7)
    assert "None" == ask(client)
    assert 1 == len(reads)


def test_a_session_that_is_too_old_has_ended(make: Make, forward) -> None:
    """Its time is looked at for each request."""
    client = signed_in(make(sessions=SessionsOptions(idle_lifetime=30, refresh_interval=15)))
    forward(32)
    assert "None" == ask(client)


def test_a_changed_cookie_is_not_taken_for_the_one_before(make: Make) -> None:
    """Neither with another signature, nor with another content, nor when it comes twice."""
    app = make()
    client = signed_in(app)
    value = client.get_cookie(NAME).value
    stranger = app.test_client(use_cookies=False)
    good = f"{NAME}={value}"
    assert "7" == ask(stranger, Cookie=good)
    head, _, signature = value.rpartition(".")
    changed = [f"{head}.{signature[:-2]}AA", f"x{value}", value[:-1], value + "A", value.swapcase(), f'"{value}', ""]
    assert ["None"] * 7 == [ask(stranger, Cookie=f"{NAME}={one}") for one in changed]
    assert "None" == ask(stranger, Cookie=f"{NAME}=; {good}")
    assert "None" == ask(stranger, Cookie=f'a="; {good}; "')
    assert "7" == ask(stranger, Cookie=f"a=1; {good}")


def test_a_key_that_is_taken_back_counts_no_more(make: Make, reads: list[str]) -> None:
    """What was checked with it is forgotten with it; with the key as a fallback it is checked anew."""
    app = make()
    client = signed_in(app)
    old = app.config["SECRET_KEY"]
    app.config.update(SECRET_KEY="another key, longer than it would have to be", SECRET_KEY_FALLBACKS=[old])
    assert "7" == ask(client)
    assert 2 == len(reads)
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert "None" == ask(client)


def test_requests_share_nothing_that_can_be_changed(make: Make) -> None:
    """A list or a dictionary in the session is each request's own; so is the session itself."""
    app = make()

    @app.get("/fill")
    def fill() -> str:
        session.update(user_id=7, basket=["a"], nested={"b": [1]})
        return ""

    @app.get("/spoil")
    def spoil() -> str:
        session["basket"].append("spoiled")
        session["nested"]["b"].append(2)
        dict.__setitem__(session._get_current_object(), "planted", True)
        return ""

    client = app.test_client()
    ask(client, "/fill")
    for _ in range(3):
        ask(client, "/spoil")
        assert {"user_id": 7, "basket": ["a"], "nested": {"b": [1]}} == client.get("/content", base_url=HTTPS).json


def test_plain_content_is_shared_as_values_only(make: Make) -> None:
    """What one request puts into its session past every notice, the next one does not see."""
    app = make()

    @app.get("/spoil")
    def spoil() -> str:
        dict.__setitem__(session._get_current_object(), "planted", True)
        return str(session["user_id"])

    client = signed_in(app)
    assert ["7", "7"] == [ask(client, "/spoil"), ask(client, "/spoil")]
    assert {"user_id": 7} == client.get("/content", base_url=HTTPS).json


@pytest.mark.parametrize("options", [{"encrypted": True}, {"encrypted": False}], ids=str)
def test_encrypted_content_is_not_kept_in_memory(make: Make, reads: list[str], options: dict) -> None:
    """It is decrypted for each request."""
    client = signed_in(make(sessions=SessionsOptions(**options)))
    before = len(reads)
    ask(client)
    assert options["encrypted"] is (len(reads) > before)


@given(st.lists(st.text(max_size=40), min_size=2, max_size=6, unique=True))
def test_headers_are_never_taken_for_each_other(headers: list[str]) -> None:
    """Only the same characters find what was kept; those beyond ASCII are not kept at all."""
    known = CheckedCookies((), NAME)
    cookies = {header: COOKIE._replace(seen=number) for number, header in enumerate(headers)}
    for header, cookie in cookies.items():
        known.keep(known.mark_of(header), cookie)
    for header, cookie in cookies.items():
        expected = cookie if header.isascii() else None
        assert expected is known.get(known.mark_of(header))


def test_long_headers_are_not_kept() -> None:
    """As many characters as a cookie may have are, and no more."""
    known = CheckedCookies((), NAME)
    assert [True, False] == [bool(known.mark_of("x" * length)) for length in (LONGEST, LONGEST + 1)]


def test_two_of_them_use_different_hashes() -> None:
    """Nobody can work out headers with the same hash: each has a key of its own."""
    assert CheckedCookies((), NAME).mark_of("a=b") != CheckedCookies((), NAME).mark_of("a=b")


def test_the_number_is_bounded() -> None:
    """Two generations; what is in use stays."""
    known = CheckedCookies((), NAME)
    busy = known.mark_of("busy")
    for number in range(5 * MOST):
        known.keep(known.mark_of("busy"), COOKIE) if number == 0 else known.get(busy)
        known.keep(known.mark_of(str(number)), COOKIE)
    assert 2 * MOST >= len(known._younger) + len(known._older)
    assert (COOKIE, None) == (known.get(busy), known.get(known.mark_of("0")))


def test_what_is_not_asked_for_is_forgotten() -> None:
    """After two minutes at the latest, when the next one comes."""
    now = [0.0]
    known = CheckedCookies((), NAME, clock=lambda: now[0])
    busy, idle = known.mark_of("busy"), known.mark_of("idle")
    known.keep(busy, COOKIE)
    known.keep(idle, COOKIE)
    for _ in range(4):
        now[0] += AGE * 0.6
        assert known.get(busy) is COOKIE
    assert known.get(idle) is None
    now[0] += 3 * AGE
    assert known.get(busy) is None


def test_what_has_ended_is_forgotten(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its content does not stay in memory."""
    client = signed_in(make())
    forgotten: list[bytes] = []
    monkeypatch.setattr(checked_cookies.CheckedCookies, "forget", lambda self, mark: forgotten.append(mark))
    client_copy = client.application.test_client()
    client_copy.set_cookie(NAME, client.get_cookie(NAME).value)
    client.post("/logout", base_url=HTTPS)
    assert "None" == ask(client_copy)
    assert 1 == len(forgotten)
