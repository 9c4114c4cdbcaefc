"""Tokens: the same as Flask-WTF's, in both directions."""

from __future__ import annotations

import hmac
from time import time

import pytest
from flask import Flask, g, session
from flask_wtf.csrf import generate_csrf, validate_csrf
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer
from wtforms import ValidationError

from flask_hardened.protections.csrf.failures import Failure
from flask_hardened.protections.csrf.session_token import SessionTokens, rotate_token
from flask_hardened.protections.csrf.tokens import _encode, check, make, signing_key

NOW = 1_800_000_000
RAW = "5f" * 20
keys = st.one_of(st.text(min_size=1, max_size=40), st.binary(min_size=1, max_size=40))
raws = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(raw=raws, key=keys)
def test_itsdangerous_reads_our_tokens(raw, key):
    """Flask-WTF's own validation accepts what we make."""
    token = make(raw, signing_key(key), NOW)
    read, stamp = URLSafeTimedSerializer(key, salt="wtf-csrf-token").loads(token, return_timestamp=True)
    assert (raw, NOW) == (read, stamp.timestamp())


@given(raw=raws, key=keys)
def test_we_read_what_itsdangerous_signs(raw, key):
    """A token rendered by FlaskForm passes, compressed ones too."""
    token = URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(raw)
    assert None is check(token, raw, [signing_key(key)], int(time()), 3600)


def test_a_compressed_payload_is_read():
    """itsdangerous compresses what gets shorter by it."""
    raw = "a" * 200
    token = URLSafeTimedSerializer("key", salt="wtf-csrf-token").dumps(raw)
    assert token.startswith(".")
    assert None is check(token, raw, [signing_key("key")], 2**33, None)
    assert Failure.MISMATCH is check(token, raw + "a", [signing_key("key")], 2**33, None)


def test_a_signed_payload_that_cannot_be_read_is_a_mismatch():
    """Whoever has the key may still sign nonsense."""
    value = b"." + _encode(b"no zlib") + b"." + _encode(b"\x01")
    token = value + b"." + _encode(hmac.digest(signing_key("key"), value, "sha1"))
    assert Failure.MISMATCH is check(token.decode(), RAW, [signing_key("key")], NOW, None)


@given(st.text(max_size=200))
def test_no_text_is_a_token_or_an_error(text):
    """Whatever is sent, the answer is a failure, never an exception."""
    assert Failure.INVALID is check(text, RAW, [signing_key("key")], NOW, 3600)


@given(place=st.integers(0, 200), character=st.sampled_from("ABCxyz019-_.~é"))
def test_one_changed_character_is_enough(place, character):
    """A tampered token is refused."""
    token = make(RAW, signing_key("key"), NOW)
    place %= len(token)
    tampered = token[:place] + character + token[place + 1 :]
    found = check(tampered, RAW, [signing_key("key")], NOW, 3600)
    assert (tampered == token) is (found is None)


@pytest.mark.parametrize(
    ("age", "limit", "failure"),
    [
        (0, 3600, None),
        (3600, 3600, None),
        (3601, 3600, Failure.EXPIRED),
        (-1, 3600, Failure.EXPIRED),
        (10**8, None, None),
    ],
)
def test_tokens_expire(age, limit, failure):
    """After the limit, in seconds; one from the future is not believed; None never expires."""
    token = make(RAW, signing_key("key"), NOW - age)
    assert failure is check(token, RAW, [signing_key("key")], NOW, limit)


def test_keys_that_were_replaced_still_count():
    """SECRET_KEY_FALLBACKS: a rotation of the key breaks no open form."""
    token = make(RAW, signing_key("old"), NOW)
    assert None is check(token, RAW, [signing_key("new"), signing_key("old")], NOW, 3600)
    assert Failure.INVALID is check(token, RAW, [signing_key("new")], NOW, 3600)


def test_another_sessions_token_does_not_match():
    """A token is bound to its session."""
    assert Failure.MISMATCH is check(make(RAW, signing_key("k"), NOW), "6a" * 20, [signing_key("k")], NOW, 3600)


@pytest.fixture
def plain() -> Flask:
    """An app that is not hardened, with the tokens alone."""
    app = Flask("plain")
    app.config.update(SECRET_KEY="key", SECRET_KEY_FALLBACKS=["old"])
    return app


def test_flask_wtf_and_we_agree_within_a_request(plain):
    """Whoever is asked first, the page has one token, and both accept it."""
    tokens = SessionTokens(plain)
    with plain.test_request_context():
        ours = tokens.current()
        assert ours == generate_csrf() == tokens.current()
        validate_csrf(ours)
        assert None is tokens.check(ours, session["csrf_token"])
    with plain.test_request_context():
        theirs = generate_csrf()
        assert theirs == tokens.current()
        assert None is tokens.check(theirs, tokens.in_session())


def test_a_rotated_session_makes_old_tokens_worthless(plain):
    """After signing in, a token that somebody planted before is refused."""
    tokens = SessionTokens(plain)
    with plain.test_request_context():
        old = tokens.current()
        rotate_token(session)
        assert None is tokens.in_session()
        new = tokens.current()
        assert old != new
        assert Failure.MISMATCH is tokens.check(old, tokens.in_session())
        with pytest.raises(ValidationError, match="do not match"):
            validate_csrf(old)


def test_rotation_takes_the_configured_field(plain):
    """WTF_CSRF_FIELD_NAME names the key in the session too."""
    plain.config["WTF_CSRF_FIELD_NAME"] = "guard"
    with plain.test_request_context():
        SessionTokens(plain).current()
        assert "guard" in session
        rotate_token(session)
        assert "guard" not in session
        assert "guard" not in g


def test_a_rotation_of_the_key_is_noticed(plain):
    """Keys may change while the app runs."""
    tokens = SessionTokens(plain)
    with plain.test_request_context():
        token, raw = tokens.current(), tokens.in_session()
        plain.config.update(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=["key"])
        assert None is tokens.check(token, raw)
        plain.config.update(SECRET_KEY="newest", SECRET_KEY_FALLBACKS=None)
        assert Failure.INVALID is tokens.check(token, raw)


def test_a_key_of_its_own(plain):
    """WTF_CSRF_SECRET_KEY signs tokens, as with Flask-WTF."""
    plain.config["WTF_CSRF_SECRET_KEY"] = "another"
    with plain.test_request_context():
        token = SessionTokens(plain).current()
        validate_csrf(token, secret_key="another")


def test_nonsense_in_the_session_is_replaced(plain):
    """As Flask-WTF does; a session may hold what another program put there."""
    tokens = SessionTokens(plain)
    with plain.test_request_context():
        session["csrf_token"] = 5
        assert None is tokens.in_session()
        token = tokens.current()
        assert None is tokens.check(token, session["csrf_token"])


def test_no_key_no_token():
    """Without SECRET_KEY asking for a token is a mistake of the set-up."""
    app = Flask("keyless")
    with app.test_request_context(), pytest.raises(RuntimeError, match="SECRET_KEY"):
        SessionTokens(app).current()
