"""Signed values: for one purpose, one time, one state."""

from __future__ import annotations

import contextlib
import re
import string
import threading
import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import ServiceUnavailable

from flask_hardened import Hardened, StorageOptions
from flask_hardened.segments import to_segment
from flask_hardened.signing import (
    LONGEST,
    SignedValueError,
    SignedValueExpiredError,
    SignedValueUsedError,
    sign,
    unsign,
)
from flask_hardened.storage import StoreDownError
from tests.conftest import SECRET_KEY

OTHER_KEY = SECRET_KEY[::-1]


def make_app(key: str = SECRET_KEY, **config) -> Flask:
    """Return a hardened app."""
    app = Flask("signing")
    app.config.update(TESTING=True, SECRET_KEY=key, **config)
    Hardened(app, storage=StorageOptions(uri="memory://"), rate_limit=False)
    return app


@pytest.fixture
def app() -> Flask:
    """A hardened app with a view that reads a signed value."""
    app = make_app()

    @app.get("/reset/<token>")
    def reset(token: str) -> str:
        return str(unsign("reset", token))

    return app


@pytest.fixture(autouse=True)
def _context(app: Flask):
    with app.app_context():
        yield


@pytest.fixture
def forward(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock forward by some seconds."""
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    def move(seconds: float) -> None:
        ahead[0] += seconds

    return move


@pytest.mark.parametrize("value", [7, "sam", None, True, 1.5, [1, "a"], {"id": 7, "to": ["a"]}, "Zoë \U0001f600", ""])
def test_values_come_back(value):
    """Whatever JSON holds, in a text that needs no quoting in a URL."""
    text = sign("reset", value, max_age=60)
    assert value == unsign("reset", text)
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}", text)


@pytest.mark.parametrize("value", [(1,), {1: 2}, b"x", object(), float("nan"), {1}])
def test_other_values_are_not_signed(value):
    """Nothing comes back as something else than what was signed."""
    with pytest.raises(TypeError):
        sign("reset", value, max_age=60)


def test_a_purpose_is_not_another_one():
    """A link that confirms an address resets no password."""
    text = sign("confirm", 7, max_age=60)
    for purpose in ("reset", "Confirm", "confirm ", "confirm/", "signed values/confirm"):
        with pytest.raises(SignedValueError):
            unsign(purpose, text)
    with pytest.raises(ValueError, match="purpose"):
        sign("", 7, max_age=60)
    with pytest.raises(ValueError, match="purpose"):
        unsign("", text)


def test_it_ends(forward):
    """At its own age or at a stricter one of the reader, not a second earlier."""
    text = sign("reset", 7, max_age=60)
    forward(58)
    assert 7 == unsign("reset", text) == unsign("reset", text, max_age=100)
    with pytest.raises(SignedValueExpiredError):
        unsign("reset", text, max_age=50)
    forward(3)
    for max_age in (None, 100):
        with pytest.raises(SignedValueExpiredError):
            unsign("reset", text, max_age=max_age)


@pytest.mark.parametrize("max_age", [0, -1])
def test_it_has_to_end(max_age):
    """There is no value that is good for ever."""
    with pytest.raises(ValueError, match="max_age"):
        sign("reset", 7, max_age=max_age)


@pytest.mark.parametrize(
    ("then", "now"), [("hash", "hash2"), ("hash", b"hash"), (1, "1"), ("", None), (None, "None"), (b"", ""), ("a", "A")]
)
def test_it_dies_with_what_it_is_bound_to(then, now):
    """A reset link is worth nothing once the password has changed; a type is part of the state."""
    text = sign("reset", 7, max_age=60, bound_to=then)
    assert 7 == unsign("reset", text, bound_to=then) == unsign("reset", text, bound_to=lambda value: then)
    with pytest.raises(SignedValueError):
        unsign("reset", text, bound_to=now)
    with pytest.raises(SignedValueError):
        unsign("reset", text, bound_to=lambda value: now)


def test_binding_has_to_be_said_on_both_sides():
    """Neither forgetting it nor adding it makes a value good."""
    with pytest.raises(SignedValueError):
        unsign("reset", sign("reset", 7, max_age=60, bound_to="hash"))
    for state in ("hash", None, ""):
        with pytest.raises(SignedValueError):
            unsign("reset", sign("reset", 7, max_age=60), bound_to=state)


def test_the_state_is_asked_for_with_true_values_only():
    """The function that looks up the user is not called with what somebody has made up."""
    asked = []
    forged = to_segment(b'{"v":1,"i":0,"e":99999999999}') + "." + "A" * 43
    with pytest.raises(SignedValueError):
        unsign("reset", forged, bound_to=lambda value: asked.append(value) or "")
    assert [] == asked


def test_the_state_is_not_in_the_text():
    """The hash of a password does not travel."""
    digest = sign("reset", 7, max_age=60, bound_to="hash").partition(".")[0]
    assert to_segment(b"hash") not in digest
    assert sign("other", 7, max_age=60, bound_to="hash").partition(".")[0] != digest


def test_single_use():
    """Looking at it does not use it up; using it does; another one is still good."""
    first, second = (sign("reset", 7, max_age=60, single_use=True) for _ in range(2))
    assert 7 == unsign("reset", first, consume=False) == unsign("reset", first, consume=False) == unsign("reset", first)
    for consume in (True, False):
        with pytest.raises(SignedValueUsedError):
            unsign("reset", first, consume=consume)
    assert 7 == unsign("reset", second)
    unlimited = sign("reset", 7, max_age=60)
    assert 7 == unsign("reset", unlimited) == unsign("reset", unlimited)


def test_a_refused_value_is_not_used_up():
    """Who opens a link in the wrong state can use it later."""
    text = sign("reset", 7, max_age=60, bound_to="a", single_use=True)
    with pytest.raises(SignedValueError):
        unsign("reset", text, bound_to="b")
    assert 7 == unsign("reset", text, bound_to="a")


def test_of_many_at_once_one_may_use_it(app: Flask):
    """A race for a link has one winner."""
    text, won, start = sign("reset", 7, max_age=60, single_use=True), [], threading.Barrier(16)

    def use() -> None:
        with app.app_context():
            start.wait(30)
            with contextlib.suppress(SignedValueUsedError):
                won.append(unsign("reset", text))

    threads = [threading.Thread(target=use) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [7] == won


def test_while_the_store_is_down_nothing_is_used(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """503, whether it is used or looked at; what may be used often needs no store."""
    from flask_hardened.storage import Namespace

    def down(*args):
        raise StoreDownError

    text = sign("reset", 7, max_age=60, single_use=True)
    monkeypatch.setattr(Namespace, "claim", down)
    monkeypatch.setattr(Namespace, "get", down)
    for consume in (True, False):
        with pytest.raises(ServiceUnavailable):
            unsign("reset", text, consume=consume)
    assert 7 == unsign("reset", sign("reset", 7, max_age=60))
    monkeypatch.undo()
    assert 7 == unsign("reset", text)


def test_rotated_keys():
    """What an old key has signed is good as long as it is among the fallbacks, bound values too."""
    text = sign("reset", 7, max_age=60, bound_to="hash")
    with make_app(OTHER_KEY, SECRET_KEY_FALLBACKS=["x" * 40, SECRET_KEY]).app_context():
        assert 7 == unsign("reset", text, bound_to="hash")
    with make_app(OTHER_KEY).app_context(), pytest.raises(SignedValueError):
        unsign("reset", text, bound_to="hash")


def test_it_needs_a_key_and_no_more():
    """Without SECRET_KEY nothing is signed; without Hardened(app) all but single use works."""
    app = Flask("plain")
    with app.app_context():
        with pytest.raises(RuntimeError, match="SECRET_KEY"):
            sign("reset", 7, max_age=60)
        app.secret_key = SECRET_KEY
        assert 7 == unsign("reset", sign("reset", 7, max_age=60))


def test_long_values_are_neither_made_nor_read():
    """4096 characters are enough for a link."""
    assert "x" * 2800 == unsign("reset", sign("reset", "x" * 2800, max_age=60))
    with pytest.raises(ValueError, match=str(LONGEST)):
        sign("reset", "x" * 4000, max_age=60)
    with pytest.raises(SignedValueError):
        unsign("reset", "A" * 5_000_000)


@pytest.mark.parametrize(
    "text",
    [None, 7, b"a.b", "", ".", "..", "a", "a.", ".a", "a.b.c", "é.é", "\x00", "\ud800.", "A" * 43, "." + "A" * 43],
)
def test_rubbish_is_refused(text):
    """Whatever it is, it is the same error."""
    with pytest.raises(SignedValueError):
        unsign("reset", text)


@given(data=st.data())
def test_a_changed_value_is_refused(data):
    """One character more, less or other: none is accepted, and none fails otherwise."""
    app = make_app()
    with app.app_context():
        text = sign("reset", {"id": 7}, max_age=600)
        place = data.draw(st.integers(0, len(text) - 1))
        piece = data.draw(st.text(string.ascii_letters + string.digits + "-_.=+/ \n\0é", max_size=2))
        changed = text[:place] + piece + text[place + data.draw(st.integers(0, 1)) :]
        if changed != text:
            with pytest.raises(SignedValueError):
                unsign("reset", changed)


def test_left_alone_the_errors_are_answered_with_400(client: FlaskClient, forward):
    """The visitor is told to ask for a new link."""
    text = sign("reset", 7, max_age=60)
    assert "7" == client.get(f"/reset/{text}").text
    assert 400 == client.get(f"/reset/{text}x").status_code
    forward(61)
    response = client.get(f"/reset/{text}")
    assert (400, True) == (response.status_code, "This link has expired." in response.text)
