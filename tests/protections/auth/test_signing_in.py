"""Sessions: ``login()``, ``logout()``, ``logout_everywhere()``, and what becomes of users who are gone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, render_template_string, session
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

from flask_hardened import SessionsOptions, StorageOptions, end_sessions_of
from flask_hardened.hardening import hardening_of
from flask_hardened.identity import Authenticator, Proof
from flask_hardened.protections.auth.current import current_identity
from flask_hardened.protections.auth.decorators import auth_required, fresh_login_required
from flask_hardened.protections.sessions.signing_in import login, logout, logout_everywhere
from tests.protections.auth.conftest import SITE, Make, status

COOKIE = "__Host-session"


@pytest.fixture
def app(make: Make) -> Flask:
    """An app with views that say who is signed in, and that sign out."""
    app = make()

    @app.get("/who")
    def who() -> dict[str, Any]:
        return {"id": current_identity.id, "method": current_identity.method, "known": bool(current_identity)}

    @app.get("/mine")
    @auth_required("session")
    def mine() -> str:
        return "mine"

    @app.get("/fresh")
    @fresh_login_required(300)
    def fresh() -> str:
        return "fresh"

    @app.post("/logout")
    def out() -> dict[str, Any]:
        logout()
        return {"id": current_identity.id}

    @app.post("/everywhere")
    def everywhere() -> str:
        logout_everywhere()
        return ""

    return app


def enter(client: FlaskClient, user: str = "ann") -> FlaskClient:
    """Sign a user in."""
    assert 200 == client.post(f"/login?user={user}", base_url=SITE).status_code
    return client


def post(client: FlaskClient, path: str) -> Any:
    """Send a POST request."""
    return client.post(path, base_url=SITE)


def test_signing_in_and_out(client: FlaskClient) -> None:
    """Nobody, then somebody, then nobody."""
    assert {"id": None, "method": None, "known": False} == client.get("/who", base_url=SITE).json
    enter(client)
    assert {"id": "ann", "method": "session", "known": True} == client.get("/who", base_url=SITE).json
    assert {"id": None} == post(client, "/logout").json
    assert {"id": None, "method": None, "known": False} == client.get("/who", base_url=SITE).json


@pytest.mark.parametrize("kept", [{"server_side": True}, {"encrypted": True}, {"user_keys": ["member"]}])
def test_however_sessions_are_kept(make: Make, kept: dict[str, Any]) -> None:
    """On the server, encrypted, and where the app names other keys of its own."""
    app = make(features={"sessions": SessionsOptions(**kept), "storage": StorageOptions(uri="memory://")})
    app.add_url_rule("/", "v", auth_required("session")(lambda: ""))
    app.add_url_rule("/out", "out", lambda: logout_everywhere() or "", methods=["POST"])
    here, there = enter(app.test_client()), enter(app.test_client())
    assert [200, 200] == [client.get("/", base_url=SITE).status_code for client in (here, there)]
    assert 200 == post(here, "/out").status_code
    assert [401, 401] == [client.get("/", base_url=SITE).status_code for client in (here, there)]


def test_who_has_just_signed_in_is_known_at_once(make: Make) -> None:
    """In the same request, also if somebody has asked before."""
    app = make()

    @app.post("/")
    def both() -> list[str | None]:
        before = current_identity.id
        login("ed")
        return [before, current_identity.id, *sorted(current_identity.roles)]

    assert [None, "ed", "editor"] == post(app.test_client(), "/").json


def test_a_planted_session_is_not_signed_in(app: Flask) -> None:
    """The id and the CSRF token change at the sign-in, and the planted cookie stays nobody's (CWE-384)."""
    app.add_url_rule("/visit", "visit", lambda: session.setdefault("csrf_token", "planted"), methods=["POST"])
    client = app.test_client()
    post(client, "/visit")
    planted = client.get_cookie(COOKIE).value
    enter(client)
    assert planted != client.get_cookie(COOKIE).value
    with client.session_transaction(base_url=SITE) as after:
        assert "csrf_token" not in after
    other = app.test_client()
    other.set_cookie(COOKIE, planted, domain="localhost", secure=True)
    assert other.get("/who", base_url=SITE).json["id"] is None


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app: Flask) -> None:
    """The session ends on the server."""
    client = enter(app.test_client())
    copy = client.get_cookie(COOKIE).value
    post(client, "/logout")
    client.set_cookie(COOKIE, copy, domain="localhost", secure=True)
    assert 401 == client.get("/mine", base_url=SITE).status_code


def test_another_user_does_not_find_the_content_of_the_one_before(app: Flask) -> None:
    """What a visitor has put there stays; what another user has, goes."""
    app.add_url_rule("/put", "put", lambda: session.update(cart=1) or "", methods=["POST"])
    app.add_url_rule("/cart", "cart", lambda: str(session.get("cart")))
    client = app.test_client()
    post(client, "/put")
    enter(client, "ann")
    assert "1" == client.get("/cart", base_url=SITE).text
    enter(client, "ann")
    assert "1" == client.get("/cart", base_url=SITE).text
    enter(client, "ed")
    assert ("None", "ed") == (client.get("/cart", base_url=SITE).text, client.get("/who", base_url=SITE).json["id"])


def test_what_the_browser_forgets_can_be_chosen(make: Make) -> None:
    """Clear-Site-Data names cache and storage; nothing sends none."""
    app = make()
    app.add_url_rule("/a", "a", lambda: logout() or "", methods=["POST"])
    app.add_url_rule("/b", "b", lambda: logout(clear=["cookies"]) or "", methods=["POST"])
    app.add_url_rule("/c", "c", lambda: logout(clear=()) or "", methods=["POST"])
    client = app.test_client()
    found = [post(enter(client), path).headers.get("Clear-Site-Data") for path in ("/a", "/b", "/c")]
    assert ['"cache", "storage"', '"cookies"', None] == found


@pytest.mark.parametrize("clear", [["everything"], "cache", ['cache", "x']])
def test_anything_else_cannot_be_cleared(app: Flask, clear: Any) -> None:
    """And nothing gets into the header."""
    with app.test_request_context("/"), pytest.raises(ValueError, match="Clear-Site-Data"):
        logout(clear=clear)


def test_signing_out_everywhere(app: Flask) -> None:
    """All devices of the user, this one included, and nobody else's."""
    here, there, other = (enter(app.test_client(), user) for user in ("ann", "ann", "ed"))
    answer = post(here, "/everywhere")
    assert (200, '"cache", "storage"') == (answer.status_code, answer.headers["Clear-Site-Data"])
    assert [401, 401, 200] == [client.get("/mine", base_url=SITE).status_code for client in (here, there, other)]
    assert 200 == enter(there).get("/mine", base_url=SITE).status_code


def test_signing_a_user_out_from_a_command_line(app: Flask) -> None:
    """Without a request the user has to be named; every room is told, so that tokens end too."""
    client = enter(app.test_client())
    told: list[str] = []
    room = hardening_of(app).protections[0]
    room.sign_out = lambda app, user_id: told.append(user_id)  # type: ignore[method-assign]
    with app.app_context():
        logout_everywhere("ann")
        with pytest.raises(RuntimeError, match="whose sessions"):
            logout_everywhere()
    assert (["ann"], 401) == (told, client.get("/mine", base_url=SITE).status_code)


def test_ending_sessions_ends_what_login_began(app: Flask) -> None:
    """Both know the user by the same id."""
    client = enter(app.test_client())
    with app.app_context():
        end_sessions_of("ann")
    assert 401 == client.get("/mine", base_url=SITE).status_code


@pytest.mark.parametrize(
    "leave",
    [
        lambda users: users.pop("ann"),
        lambda users: setattr(users["ann"], "is_active", False),
        lambda users: setattr(users["ann"], "is_active", lambda: False),
        lambda users: setattr(users["ann"], "is_authenticated", False),
    ],
)
def test_a_user_who_is_gone_is_signed_out(app: Flask, users: dict[str, Any], leave: Callable[..., Any]) -> None:
    """Deleted or disabled: nobody, and the session has ended, also if they come back."""
    client, back = enter(app.test_client()), dict(users)
    cookie = client.get_cookie(COOKIE).value
    leave(users)
    assert 401 == client.get("/mine", base_url=SITE).status_code
    users.update(back)
    users["ann"].is_active, users["ann"].is_authenticated = True, True
    client.set_cookie(COOKIE, cookie, domain="localhost", secure=True)
    assert 401 == client.get("/mine", base_url=SITE).status_code


def test_a_loader_that_fails_lets_nobody_in(make: Make) -> None:
    """Its exception is answered 500, or as the app's handler says; the session goes on when it works again."""
    broken, handled = [False], [False]

    def load(user_id: str) -> object:
        if broken[0]:
            raise ConnectionError(user_id)
        return object()

    app = make({"PROPAGATE_EXCEPTIONS": False}, loader=load)
    app.add_url_rule("/", "v", auth_required(lambda: "secret"))

    @app.errorhandler(ConnectionError)
    def failed(error: ConnectionError) -> tuple[str, int]:
        if not handled[0]:
            raise error
        return "busy", 503

    client = enter(app.test_client())
    broken[0] = True
    answer = client.get("/", base_url=SITE)
    assert (500, False) == (answer.status_code, "secret" in answer.text)
    handled[0] = True
    assert 503 == client.get("/", base_url=SITE).status_code
    broken[0] = False
    assert 200 == client.get("/", base_url=SITE).status_code


def test_a_loader_that_fails_is_no_visitor_on_pages_for_everybody(make: Make) -> None:
    """``if current_identity`` tells the failure, too: whoever is signed in would be shown the wrong page."""

    def load(user_id: str) -> object:
        raise RuntimeError(user_id)

    app = make({"PROPAGATE_EXCEPTIONS": False}, loader=load)
    app.add_url_rule("/", "v", lambda: "somebody" if current_identity else "nobody")
    client = app.test_client()
    assert "nobody" == client.get("/", base_url=SITE).text
    assert 500 == enter(client).get("/", base_url=SITE).status_code


def test_the_page_for_an_error_may_ask_who_it_is_for(make: Make) -> None:
    """It is for nobody then; meeting the error once more it would end as a 500 of the last resort."""

    def refuse(exchange: Any) -> Proof | None:
        if "HTTP_X_USER" in exchange.environ:
            raise ServiceUnavailable
        return None

    app = make(authenticators=[Authenticator(method="header", find=refuse)])
    app.add_url_rule("/", "open", lambda: f"for {current_identity.id}")
    app.add_url_rule("/guarded", "guarded", auth_required(lambda: "secret"))

    @app.errorhandler(ServiceUnavailable)
    def failed(error: ServiceUnavailable) -> tuple[str, int]:
        return render_template_string("{{ current_identity.id if current_identity else 'nobody' }}"), 503

    for path in ("/", "/guarded"):
        answer = app.test_client().get(path, base_url=SITE, headers={"X-User": "ann"})
        assert (503, "nobody") == (answer.status_code, answer.text)


def test_the_loader_is_asked_once_and_only_where_somebody_asks(make: Make) -> None:
    """It may be async."""
    asked: list[str] = []

    async def load(user_id: str) -> object:
        asked.append(user_id)
        return object()

    app = make(loader=load)
    app.add_url_rule("/open", "open", lambda: "")
    app.add_url_rule("/twice", "twice", auth_required(lambda: f"{current_identity.id}{bool(current_identity)}"))
    client = enter(app.test_client())
    client.get("/open", base_url=SITE)
    assert [] == asked
    assert "annTrue" == client.get("/twice", base_url=SITE).text
    assert ["ann"] == asked


def test_a_loader_that_asks_itself_finds_nobody(make: Make) -> None:
    """It does not go round in circles."""
    app = make(loader=lambda user_id: None if current_identity else object())
    app.add_url_rule("/", "v", auth_required(lambda: str(current_identity.id)))
    assert "ann" == enter(app.test_client()).get("/", base_url=SITE).text


def test_a_session_of_other_making_is_not_believed(app: Flask) -> None:
    """Only login() says who is signed in: keys that happen to have a telling name do not."""
    app.add_url_rule("/put", "put", lambda: session.update(_user_id="ann", user_id="ann") or "", methods=["POST"])
    client = app.test_client()
    post(client, "/put")
    assert 401 == client.get("/mine", base_url=SITE).status_code


def test_a_key_that_names_somebody_else_later_signs_nobody_in(app: Flask) -> None:
    """The user stays the one who signed in, and signing them out everywhere ends the session."""
    app.add_url_rule("/name", "name", lambda: session.update(username="ed", user_id="ed") or "", methods=["POST"])
    client = enter(app.test_client())
    post(client, "/name")
    assert "ann" == client.get("/who", base_url=SITE).json["id"]
    with app.app_context():
        end_sessions_of("ann")
    assert client.get("/who", base_url=SITE).json["id"] is None


def test_a_fresh_sign_in_ages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing in once more makes it fresh."""
    client = enter(app.test_client())
    assert 200 == client.get("/fresh", base_url=SITE).status_code
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 301)
    answer = client.get("/fresh", base_url=SITE)
    assert (401, True) == (answer.status_code, "once more" in answer.json["detail"])
    assert 200 == client.get("/mine", base_url=SITE).status_code
    assert 200 == enter(client).get("/fresh", base_url=SITE).status_code


def test_ids_may_be_numbers_and_uuids(make: Make) -> None:
    """The loader is given a string."""
    given = [7, UUID(int=7), "x"]
    app = make(loader=lambda user_id: user_id)

    @app.post("/<int:number>")
    def enter_as(number: int) -> str:
        login(given[number])
        return str(current_identity.user)

    client = app.test_client()
    assert [str(each) for each in given] == [post(client, f"/{number}").text for number in range(3)]


@pytest.mark.parametrize("user_id", [None, "", True, object(), b"7", ["7"]])
def test_what_is_no_id_is_refused(app: Flask, user_id: Any) -> None:
    """A user object would become the id of nobody."""
    with app.test_request_context("/"), pytest.raises(TypeError, match="id of a user"):
        login(user_id)


def test_without_sessions_it_says_so(make: Make) -> None:
    """login() and logout() name the reason; @auth_required("session") stops the app."""
    off = make(features={"sessions": False})
    with off.test_request_context("/"):
        for call in (lambda: login("ann"), logout):
            with pytest.raises(RuntimeError, match="they are off"):
                call()
    keyless = make()
    keyless.secret_key = None
    with keyless.test_request_context("/"), pytest.raises(RuntimeError, match="SECRET_KEY"):
        login("ann")
    off.add_url_rule("/", "v", auth_required("session")(lambda: ""))
    assert 503 == status(off, "/")


def test_a_permanent_session_outlives_the_browser(app: Flask) -> None:
    """Its cookie has an expiry; the others' has none."""
    app.add_url_rule("/stay", "stay", lambda: login("ann", permanent=True) or "", methods=["POST"])
    client = app.test_client()
    assert "Expires=" not in post(client, "/login?user=ann").headers["Set-Cookie"]
    assert "Expires=" in post(client, "/stay").headers["Set-Cookie"]
    assert "Expires=" not in post(client, "/login?user=ann").headers["Set-Cookie"]


def test_signing_in_is_an_event(client: FlaskClient, said: list[dict[str, Any]]) -> None:
    """With the user's id."""
    enter(client)
    assert ("authn_login_success", "ann") == (said[0]["event"], said[0]["userid"])
