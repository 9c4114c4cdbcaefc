"""Cookies are Flask's own: plain Flask reads what is written here, and the other way round."""

from __future__ import annotations

from datetime import datetime, timezone
from uuid import UUID

import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened import Hardened
from flask_hardened.protections.sessions.encoding import Encoding
from flask_hardened.protections.sessions.signing import CookieSigning
from flask_hardened.protections.sessions.ticket import KEY

KEYS = [f"key-{number}-0123456789abcdef0123456789abcdef" for number in range(3)]
FLASK = SecureCookieSessionInterface()
SIGNING = CookieSigning(FLASK)
ENCODING = Encoding(FLASK.serializer, None)

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary()
    | st.uuids()
    | st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(timezone.utc)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
contents = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), plain, max_size=6)


def app_with(secret: str, fallbacks: list[str] | None = None) -> Flask:
    """Return an app with these keys."""
    app = Flask("keys")
    app.config.update(SECRET_KEY=secret, SECRET_KEY_FALLBACKS=fallbacks)
    return app


def by_flask(app: Flask, value: str) -> object:
    """Return what plain Flask reads, or "refused"."""
    try:
        return FLASK.get_signing_serializer(app).loads(value)
    except Exception:
        return "refused"


def by_us(app: Flask, value: str) -> object:
    """Return what is read here, or "refused"."""
    signed = SIGNING.read(value, SIGNING.keys(app))
    content = None if signed is None else ENCODING.content(app, signed.payload)
    return "refused" if content is None else content


@given(contents)
def test_flask_reads_what_is_written_here(content: dict) -> None:
    """Whatever the content, compressed or not."""
    app = app_with(KEYS[0])
    with app.app_context():
        value = SIGNING.sign(app, ENCODING.payload(app, content))
        assert by_us(app, value) == by_flask(app, value) == content


@given(contents)
def test_what_flask_writes_is_read_here(content: dict) -> None:
    """Whatever the content, compressed or not."""
    app = app_with(KEYS[0])
    with app.app_context():
        assert content == by_us(app, FLASK.get_signing_serializer(app).dumps(content))


@given(st.sampled_from(KEYS), st.lists(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_fallback_keys_are_honoured_as_flask_does(secret: str, fallbacks: list[str], signer: str) -> None:
    """A cookie is read with the current key and every fallback, and with no other."""
    app, other = app_with(secret, fallbacks), app_with(signer)
    with app.app_context():
        value = FLASK.get_signing_serializer(other).dumps({"a": 1})
        assert by_flask(app, value) == by_us(app, value)
        assert ({"a": 1} if signer in {secret, *fallbacks} else "refused") == by_us(app, value)
        assert by_flask(app_with(secret), SIGNING.sign(app, ENCODING.payload(app, {"b": 2}))) == {"b": 2}


@given(contents, st.data())
def test_a_changed_cookie_is_refused_exactly_when_flask_refuses_it(content: dict, data: st.DataObject) -> None:
    """One character replaced, taken out or put in, anywhere."""
    app = app_with(KEYS[0])
    with app.app_context():
        value = SIGNING.sign(app, ENCODING.payload(app, content))
        at = data.draw(st.integers(0, len(value)))
        end = data.draw(st.integers(at, min(at + 1, len(value))))
        changed = value[:at] + data.draw(st.text("aZ0-_.~$ é", max_size=1)) + value[end:]
        assert by_flask(app, changed) == by_us(app, changed)


@given(st.text())
def test_any_text_is_refused(value: str) -> None:
    """Nothing that was not signed is believed, and nothing raises."""
    app = app_with(KEYS[0])
    with app.app_context():
        assert "refused" == by_us(app, value)


def test_a_new_key_counts_at_once() -> None:
    """Keys are derived once, and anew when the app's keys change; also when the list itself is changed."""
    app = app_with(KEYS[0])
    with app.app_context():
        value = SIGNING.sign(app, ENCODING.payload(app, {"a": 1}))
        app.secret_key = KEYS[1]
        assert "refused" == by_us(app, value)
        app.config["SECRET_KEY_FALLBACKS"] = fallbacks = []
        assert "refused" == by_us(app, value)
        fallbacks.append(KEYS[0])
        assert {"a": 1} == by_us(app, value)


@pytest.mark.parametrize("derivation", ["concat", "django-concat", "hmac", "none"])
def test_an_interface_with_other_settings_is_followed(derivation: str) -> None:
    """Salt, derivation and digest come from the interface."""
    import hashlib

    interface = SecureCookieSessionInterface()
    interface.salt, interface.key_derivation, interface.digest_method = "other", derivation, hashlib.sha256
    signing, app = CookieSigning(interface), app_with(KEYS[0])
    with app.app_context():
        value = interface.get_signing_serializer(app).dumps({"a": 1})
        assert {"a": 1} == ENCODING.content(app, signing.read(value, signing.keys(app)).payload)
        assert "refused" == by_us(app, value)


def test_an_app_goes_over_to_hardened_and_back() -> None:
    """Sessions survive the extension being added, and being removed."""

    def app_of(hardened: bool) -> Flask:
        app = app_with(KEYS[0])
        app.config.update(TESTING=True, SESSION_COOKIE_NAME="__Host-session")
        if hardened:
            Hardened(app)

        @app.route("/<name>")
        def put(name: str) -> dict:
            session.setdefault("seen", []).append(name)
            session.modified = True
            session["id"] = UUID(int=7)
            return {"seen": session["seen"], "keys": sorted(session)}

        return app

    value = None
    for number, hardened in enumerate((False, True, True, False, True)):
        client = app_of(hardened).test_client()
        if value:
            client.set_cookie("__Host-session", value)
        shown = client.get(f"/{number}", base_url="https://localhost").json
        assert [str(earlier) for earlier in range(number + 1)] == shown["seen"]
        expected = ["id", "seen"] if hardened or number == 0 else [KEY, "id", "seen"]
        assert expected == shown["keys"]
        value = client.get_cookie("__Host-session").value
