"""How sessions begin, go on and end."""

from __future__ import annotations

import json
import logging
import pickle
import time
from collections.abc import Callable

import pytest
from flask import Flask, make_response, request, session
from flask.testing import FlaskClient

from flask_hardened.protections.sessions.options import SessionsOptions
from flask_hardened.protections.sessions.session import Session, UnreadSession
from tests.protections.sessions.conftest import Make

HTTPS = "https://localhost"
NAME = "__Host-session"


def cookie(client: FlaskClient) -> str:
    """Return the session cookie."""
    return client.get_cookie(NAME).value


def with_cookie(app: Flask, value: str) -> FlaskClient:
    """Return another client with a copy of a cookie."""
    client = app.test_client()
    client.set_cookie(NAME, value)
    return client


def who(client: FlaskClient) -> str:
    """Return who is signed in, as the app sees it."""
    return client.get("/who", base_url=HTTPS).text


def signed_in(app: Flask, user: int = 7) -> FlaskClient:
    """Return a client that has signed in."""
    client = app.test_client()
    client.post(f"/login?user={user}", base_url=HTTPS)
    return client


@pytest.mark.parametrize("options", [{}, {"encrypted": True}, {"server_side": True}], ids=str)
def test_a_cookie_replayed_after_logout_is_worth_nothing(make: Make, uri: str, options: dict) -> None:
    """``session.clear()`` is enough; each copy of the cookie ends, older ones too."""
    app = make(uri, sessions=SessionsOptions(**options))
    client = signed_in(app)
    copies = [cookie(client)]
    client.post("/set?a=1", base_url=HTTPS)
    copies.append(cookie(client))
    assert "7" == who(client)
    client.post("/logout", base_url=HTTPS)
    assert client.get_cookie(NAME) is None
    assert ["None"] * 2 == [who(with_cookie(app, copy)) for copy in copies]


@pytest.mark.parametrize(
    "key", ["_user_id", "user_id", "userid", "uid", "username", "user", "account", "account_id", "logged_in"]
)
@pytest.mark.parametrize("rest", [True, False])
def test_taking_the_user_out_ends_the_session(make: Make, key: str, rest: bool) -> None:
    """``session.pop("user_id")`` signs out as well; what else there is goes on under another id."""
    app = make()
    values = {key: "ann", **({"theme": "dark"} if rest else {})}
    app.add_url_rule("/in", view_func=lambda: session.update(values) or "", endpoint="in")
    app.add_url_rule("/pop", view_func=lambda: session.pop(key), endpoint="pop")
    client = app.test_client()
    client.get("/in", base_url=HTTPS)
    copy = cookie(client)
    assert values == with_cookie(app, copy).get("/content", base_url=HTTPS).json
    client.get("/pop", base_url=HTTPS)
    assert ({"theme": "dark"} if rest else {}) == client.get("/content", base_url=HTTPS).json
    assert {} == with_cookie(app, copy).get("/content", base_url=HTTPS).json


def test_other_keys_are_named_in_the_options(make: Make) -> None:
    """And then the usual ones mean nothing special."""
    app = make(sessions=SessionsOptions(user_keys=["account"]))
    app.add_url_rule("/in", view_func=lambda: session.update(account=1, user_id=2) or "", endpoint="in")
    app.add_url_rule("/pop/<key>", view_func=lambda key: str(session.pop(key)), endpoint="pop")
    client = app.test_client()
    client.get("/in", base_url=HTTPS)
    copy = cookie(client)
    client.get("/pop/user_id", base_url=HTTPS)
    assert {"account": 1, "user_id": 2} == with_cookie(app, copy).get("/content", base_url=HTTPS).json
    client.get("/pop/account", base_url=HTTPS)
    assert {} == with_cookie(app, copy).get("/content", base_url=HTTPS).json


@pytest.mark.parametrize("server_side", [False, True])
def test_signing_in_gives_another_id_and_another_csrf_token(make: Make, uri: str, server_side: bool) -> None:
    """A session planted before the sign-in is not signed in by it (CWE-384), and its token is not known."""
    app = make(uri, sessions=SessionsOptions(server_side=server_side))
    client = app.test_client()
    client.post("/set?csrf_token=known&cart=1", base_url=HTTPS)
    planted = cookie(client)
    client.post("/login", base_url=HTTPS)
    assert {"cart": "1", "user_id": 7} == client.get("/content", base_url=HTTPS).json
    assert {} == with_cookie(app, planted).get("/content", base_url=HTTPS).json


def test_another_user_is_another_session(make: Make) -> None:
    """Signing in as somebody else without signing out first ends the first one's session."""
    app = make()
    client = signed_in(app, 7)
    copy = cookie(client)
    client.post("/login?user=8", base_url=HTTPS)
    assert ("8", "None") == (who(client), who(with_cookie(app, copy)))


def test_a_cookie_of_plain_flask_can_be_ended(make: Make) -> None:
    """It has no id of its own; its text gives one, which it keeps when it is written anew."""
    app = make()
    plain = Flask("plain")
    plain.secret_key = app.secret_key
    from flask.sessions import SecureCookieSessionInterface

    with plain.app_context():
        value = SecureCookieSessionInterface().get_signing_serializer(plain).dumps({"user_id": 7})
    client = with_cookie(app, value)
    client.post("/set?a=1", base_url=HTTPS)
    assert value != cookie(client)
    assert ("7", "7") == (who(client), who(with_cookie(app, value)))
    client.post("/logout", base_url=HTTPS)
    payload, _, signature = value.rpartition(".")
    assert ["None"] * 2 == [who(with_cookie(app, copy)) for copy in (value, f"{payload}.${signature}")]


@pytest.mark.parametrize(
    ("seconds", "steps", "expected"),
    [(1799, 1, "7"), (1802, 1, "None"), (1700, 20, "7"), (1700, 26, "None"), (43100, 1, "None")],
)
def test_lifetimes(make: Make, forward: Callable[[float], None], seconds: int, steps: int, expected: str) -> None:
    """30 minutes without use end a session, and 12 hours with it."""
    client = signed_in(make())
    for _ in range(steps):
        forward(seconds)
        found = who(client)
    assert expected == found
    assert (expected == "7") is (client.get_cookie(NAME) is not None)


def test_a_shorter_lifetime_of_the_app_wins(make: Make, forward: Callable[[float], None]) -> None:
    """``PERMANENT_SESSION_LIFETIME`` limits every session here, as plain Flask does."""
    client = signed_in(make(config={"PERMANENT_SESSION_LIFETIME": 100}))
    forward(99)
    assert "7" == who(client)
    forward(102)
    assert "None" == who(client)


@pytest.mark.parametrize(("lifetime", "noted"), [(7 * 86400, True), (1800, False), (60, False), (31 * 86400, False)])
def test_a_longer_lifetime_of_the_app_is_noted(
    make: Make, caplog: pytest.LogCaptureFixture, lifetime: int, noted: bool
) -> None:
    """It has no effect, so the log says what has."""
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        make(config={"PERMANENT_SESSION_LIFETIME": lifetime}).test_client().get("/who")
    assert noted is ("HARDENED_SESSIONS_IDLE_LIFETIME" in caplog.text)


@pytest.mark.parametrize(("seconds", "written"), [(0, False), (58, False), (62, True)])
def test_use_is_noted_at_most_once_a_minute(
    make: Make, forward: Callable[[float], None], seconds: int, written: bool
) -> None:
    """Not every response sets a cookie."""
    client = signed_in(make())
    forward(seconds)
    assert written is ("Set-Cookie" in client.get("/who", base_url=HTTPS).headers)


@pytest.mark.parametrize("refresh", [True, False])
def test_permanent_sessions_are_refreshed_as_flask_does(make: Make, refresh: bool) -> None:
    """``SESSION_REFRESH_EACH_REQUEST``; the browser forgets the cookie no later than the server."""
    app = make(config={"SESSION_REFRESH_EACH_REQUEST": refresh})

    @app.get("/stay")
    def stay() -> str:
        session.permanent = True
        session["user_id"] = 7
        return ""

    client = app.test_client()
    client.get("/stay", base_url=HTTPS)
    assert 1790 < client.get_cookie(NAME).expires.timestamp() - time.time() <= 1801
    assert refresh is ("Set-Cookie" in client.get("/who", base_url=HTTPS).headers)


def test_a_visitor_without_a_session_gets_none(make: Make) -> None:
    """Nothing is stored and no cookie is set, although the app looks into the session."""
    app = make()
    client = app.test_client()
    for path in ("/public", "/who", "/content"):
        assert "Set-Cookie" not in client.get(path, base_url=HTTPS).headers
    client.post("/logout", base_url=HTTPS)
    assert client.get_cookie(NAME) is None


def test_a_view_that_does_not_look_costs_nothing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cookie is not even read, and the response does not vary."""
    app = make()
    client = signed_in(app)
    with monkeypatch.context() as patched:
        patched.setattr(app.session_interface.signing, "read", lambda *_: pytest.fail("it was read"))
        response = client.get("/public", base_url=HTTPS)
    assert (False, False) == ("Cookie" in response.vary, "Set-Cookie" in response.headers)
    assert "Cookie" in client.get("/who", base_url=HTTPS).vary


LOOKS: list[Callable[[Session], object]] = [
    lambda found: "user_id" in found,
    lambda found: found["user_id"] == 7,
    lambda found: found.get("user_id") == 7,
    lambda found: len(found) == 1,
    bool,
    lambda found: list(found) == ["user_id"],
    lambda found: dict(found) == {"user_id": 7},
    lambda found: {**found} == {"user_id": 7},
    lambda found: dict(found.items()) == {"user_id": 7},
    lambda found: list(found.values()) == [7],
    lambda found: found == {"user_id": 7},
    lambda found: found == {"user_id": 7},
    lambda found: found | {} == {"user_id": 7},
    lambda found: {} | found == {"user_id": 7},
    lambda found: found.copy() == {"user_id": 7},
    lambda found: found.setdefault("user_id", 8) == 7,
    lambda found: found.pop("user_id") == 7,
    lambda found: found.popitem() == ("user_id", 7),
    lambda found: "7" in repr(found),
    lambda found: json.loads(json.dumps({"session": dict(found)}))["session"] == {"user_id": 7},
    lambda found: list(reversed(found)) == ["user_id"],
    lambda found: found.permanent is False and len(found) == 1,
    lambda found: found.update(a=1) or found == {"user_id": 7, "a": 1},
]


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_every_way_to_look_reads_the_session(make: Make, number: int) -> None:
    """Whoever got hold of the object without Flask's knowledge sees the content too."""
    app = make()
    client = signed_in(app)
    with app.test_request_context(headers={"Cookie": f"{NAME}={cookie(client)}"}) as context:
        context.request.environ["flask_hardened.exchange"] = None  # as if it had come through the gate
        found = app.session_interface.open_session(app, context.request)
        assert type(found) is UnreadSession
        assert LOOKS[number](found)
        assert type(found) is Session


def test_session_transaction_works_before_and_after_requests(make: Make) -> None:
    """What tests write is read by views, and the other way round."""
    app = make()
    client = app.test_client()
    with client.session_transaction(base_url=HTTPS) as found:
        found["user_id"] = 9
    assert "9" == who(client)
    client.post("/set?a=1", base_url=HTTPS)
    with client.session_transaction(base_url=HTTPS) as found:
        assert {"user_id": 9, "a": "1"} == found
        found.clear()
    assert "None" == who(client)


def test_the_session_can_be_looked_at_after_a_request(make: Make) -> None:
    """As in Flask's documentation: ``with client: ...; session[...]``."""
    client = signed_in(make())
    with client:
        client.get("/public", base_url=HTTPS)
        assert 7 == session["user_id"]


def test_settings_of_the_cookie_are_honoured(make: Make) -> None:
    """Name, path, domain and partitioning are the app's; the flags are the cookies room's."""
    app = make(
        config={"SESSION_COOKIE_NAME": "sid", "SESSION_COOKIE_PATH": "/app", "SESSION_COOKIE_DOMAIN": "a.example"}
    )
    header = app.test_client().post("/login", base_url="https://a.example").headers["Set-Cookie"]
    assert header.startswith("__Secure-sid=")
    for part in ("Domain=a.example", "Path=/app", "Secure", "HttpOnly", "SameSite=Lax"):
        assert part in header.split("; ")


def test_an_app_without_a_key_has_no_session(make: Make) -> None:
    """As in plain Flask: reading is possible, writing explains itself."""
    app = make(config={"SECRET_KEY": None, "PROPAGATE_EXCEPTIONS": True}, deployment=False)
    assert "None" == who(app.test_client())
    with pytest.raises(RuntimeError, match="no secret"):
        app.test_client().post("/login", base_url=HTTPS)


def test_events(make: Make, events: Callable[[], list[str]], forward: Callable[[float], None]) -> None:
    """The life of a session in OWASP's words."""
    app = make()
    client = app.test_client()
    client.post("/set?a=1", base_url=HTTPS)
    client.post("/login", base_url=HTTPS)
    copy = cookie(client)
    client.post("/logout", base_url=HTTPS)
    who(with_cookie(app, copy))
    client = signed_in(app)
    forward(2000)
    who(client)
    assert [
        "session_created",
        "session_renewed",
        "session_expired",
        "session_use_after_expire",
        "session_created",
        "session_expired",
    ] == events()


def test_an_interface_of_the_apps_own_is_left_alone(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """The log says that its sessions do not end."""
    from flask.sessions import SecureCookieSessionInterface

    class Own(SecureCookieSessionInterface):
        pass

    app = make()
    app.session_interface = own = Own()
    client = signed_in(app)
    copy = cookie(client)
    assert app.session_interface is own
    assert "kept by Own" in caplog.text
    client.post("/logout", base_url=HTTPS)
    assert "7" == who(with_cookie(app, copy))


def test_a_salt_set_before_is_kept() -> None:
    """What the app has set on Flask's interface is taken over."""
    from flask_hardened import Hardened
    from tests.conftest import SECRET_KEY

    app = Flask("salted")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    app.session_interface.salt = "mine"
    Hardened(app)
    assert "mine" == app.session_interface.salt


def test_content_that_is_not_json_is_never_unpickled(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signed pickle is no session."""
    import base64

    app = make()
    evil = base64.urlsafe_b64encode(pickle.dumps({"user_id": 7})).rstrip(b"=")
    monkeypatch.setattr(pickle, "loads", lambda *_: pytest.fail("unpickled"))
    assert "None" == who(with_cookie(app, app.session_interface.signing.sign(app, evil)))
    assert "None" == who(with_cookie(app, app.session_interface.signing.sign(app, base64.urlsafe_b64encode(b"[1]"))))


def test_encrypted_content_cannot_be_read(make: Make) -> None:
    """The cookie of an encrypted session shows neither keys nor values, and plain Flask sees an empty session."""
    from flask.sessions import SecureCookieSessionInterface
    from itsdangerous import BadData
    from itsdangerous.encoding import base64_decode

    app = make(sessions=SessionsOptions(encrypted=True))
    client = app.test_client()
    client.post("/set?secret=hidden-value", base_url=HTTPS)
    payload = cookie(client).split(".")[0]
    assert payload.startswith("~")
    assert b"secret" not in base64_decode(payload[1:])
    with app.app_context(), pytest.raises(BadData):
        SecureCookieSessionInterface().get_signing_serializer(app).loads(cookie(client))
    assert {"secret": "hidden-value"} == client.get("/content", base_url=HTTPS).json
    app.config.update(SECRET_KEY="another-key-0123456789abcdef0123456", SECRET_KEY_FALLBACKS=[app.secret_key])
    assert {"secret": "hidden-value"} == client.get("/content", base_url=HTTPS).json
    app.config.update(SECRET_KEY_FALLBACKS=None)
    assert {} == client.get("/content", base_url=HTTPS).json


def test_readable_sessions_go_over_to_encrypted_ones(make: Make) -> None:
    """A signed cookie from before is accepted, and encrypted when it is written next."""
    plain, sealed = make(), make(sessions=SessionsOptions(encrypted=True))
    client = with_cookie(sealed, cookie(signed_in(plain)))
    client.post("/set?a=1", base_url=HTTPS)
    assert cookie(client).startswith("~")
    assert {"a": "1", "user_id": 7} == client.get("/content", base_url=HTTPS).json


def test_a_response_of_another_class_is_saved_too(make: Make) -> None:
    """Views may return what they like."""
    app = make()

    @app.get("/made")
    def made():
        session["a"] = request.method
        return make_response(b"x", 201)

    client = app.test_client()
    assert 201 == client.get("/made", base_url=HTTPS).status_code
    assert {"a": "GET"} == client.get("/content", base_url=HTTPS).json
