"""Flask-Login, as its documentation uses it, with nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import flask_login
import pytest
from flask import Flask, redirect, request, session, url_for
from flask.testing import FlaskClient

from flask_hardened import Hardened
from flask_hardened.protections.sessions.functions import end_session, end_sessions_of
from flask_hardened.protections.sessions.options import SessionsOptions
from tests.conftest import SECRET_KEY
from tests.protections.sessions.conftest import KEPT, let_flask_session_keep, options_of

HTTPS = "https://localhost"
NAME, REMEMBER = "__Host-session", "remember_token"


@pytest.fixture(params=KEPT)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """The example of Flask-Login's README."""
    app = make_app(options_of(request.param))
    if request.param == "by Flask-Session":
        let_flask_session_keep(app, tmp_path)
    return app


def make_app(options: SessionsOptions) -> Flask:
    """Return the example, hardened."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, sessions=options, csrf=False, rate_limit=False)
    login_manager = flask_login.LoginManager()
    login_manager.init_app(app)
    users = {"foo@bar.tld": {"password": "secret"}, 'o"d;d | name': {"password": "secret"}}

    class User(flask_login.UserMixin):
        pass

    @login_manager.user_loader
    def user_loader(email):
        if email not in users:
            return None
        user = User()
        user.id = email
        return user

    @app.route("/login", methods=["GET", "POST"])
    def login():
        email = request.form["email"]
        if email in users and request.form["password"] == users[email]["password"]:
            user = User()
            user.id = email
            flask_login.login_user(user, remember="remember" in request.form)
            return redirect(url_for("protected"))
        return "Bad login"

    @app.route("/protected")
    @flask_login.login_required
    def protected():
        return "Logged in as: " + flask_login.current_user.id

    @app.route("/fresh")
    @flask_login.fresh_login_required
    def fresh():
        return "fresh"

    @app.route("/confirm")
    def confirm():
        flask_login.confirm_login()
        return ""

    @app.route("/logout")
    def logout():
        flask_login.logout_user()
        return "Logged out"

    @app.route("/end")
    def end():
        end_session()
        return "ended"

    @app.route("/plant")
    def plant():
        session["csrf_token"] = "known"
        return ""

    @app.route("/token")
    def token():
        return session.get("csrf_token", "none")

    @app.route("/remembered")
    def remembered():
        assert flask_login.current_user.is_authenticated
        return str(flask_login.login_remembered())

    @login_manager.unauthorized_handler
    def unauthorized_handler():
        return "Unauthorized", 401

    return app


def login(client: FlaskClient, email: str = "foo@bar.tld", **more: str) -> None:
    """Sign in."""
    response = client.post("/login", data={"email": email, "password": "secret", **more}, base_url=HTTPS)
    assert "/protected" == response.location


def status(client: FlaskClient, path: str = "/protected") -> int:
    """Return the status of a page."""
    return client.get(path, base_url=HTTPS).status_code


def copy_of(client: FlaskClient, *names: str) -> FlaskClient:
    """Return another browser with copies of some cookies."""
    other = client.application.test_client()
    for name in names:
        other.set_cookie(name, client.get_cookie(name).decoded_value)
    return other


def test_the_documented_example(app: Flask) -> None:
    """Sign in, be known, sign out; a copy of the cookie is worth nothing then."""
    client = app.test_client()
    assert 401 == status(client)
    login(client)
    copy = copy_of(client, NAME)
    assert "Logged in as: foo@bar.tld" == client.get("/protected", base_url=HTTPS).text
    assert 200 == status(copy)
    client.get("/logout", base_url=HTTPS)
    assert [401, 401] == [status(client), status(copy)]
    login(client)
    assert 200 == status(client)


def test_signing_in_rotates(app: Flask) -> None:
    """The planted session stays signed out, and its CSRF token is not the new one's."""
    client = app.test_client()
    client.get("/plant", base_url=HTTPS)
    planted = copy_of(client, NAME)
    login(client)
    assert ("none", 401) == (client.get("/token", base_url=HTTPS).text, status(planted))


def test_confirming_rotates(app: Flask) -> None:
    """Who proves once more who they are gets a new id."""
    client = app.test_client()
    login(client)
    copy = copy_of(client, NAME)
    client.get("/confirm", base_url=HTTPS)
    assert [200, 401] == [status(client), status(copy)]


@pytest.mark.parametrize("email", ["foo@bar.tld", 'o"d;d | name'])
def test_a_remembered_user_comes_back(app: Flask, email: str) -> None:
    """Without the session's cookie, as after closing the browser; not fresh, as Flask-Login says."""
    client = app.test_client()
    login(client, email, remember="1")
    cookie = client.get_cookie(REMEMBER)
    assert (True, True, "Lax") == (cookie.secure, cookie.http_only, cookie.same_site)
    later = copy_of(client, REMEMBER)
    assert f"Logged in as: {email}" == later.get("/protected", base_url=HTTPS).text
    assert [200, 401, "True"] == [status(later), status(later, "/fresh"), later.get("/remembered", base_url=HTTPS).text]


@pytest.mark.parametrize("path", ["/logout", "/end"])
@pytest.mark.parametrize("later", [False, True], ids=["at once", "remembered first"])
def test_signing_out_ends_the_remember_cookie(app: Flask, path: str, later: bool) -> None:
    """A copy of it is worth nothing then; other devices are still remembered."""
    client, other = app.test_client(), app.test_client()
    login(other, remember="1")
    login(client, remember="1")
    if later:
        client = copy_of(client, REMEMBER)
        assert 200 == status(client)
    copies = [copy_of(client, REMEMBER), copy_of(client, REMEMBER, NAME)]
    client.get(path, base_url=HTTPS)
    assert client.get_cookie(REMEMBER) is None
    assert [401, 401, 401] == [status(client), *map(status, copies)]
    assert [200, 200] == [status(other), status(copy_of(other, REMEMBER))]


def test_ending_all_sessions_of_a_user_ends_the_remembered_ones(app: Flask) -> None:
    """On every device; and the dead cookie is taken away."""
    client = app.test_client()
    login(client, remember="1")
    devices = [client, copy_of(client, REMEMBER), copy_of(client, NAME)]
    with app.app_context():
        end_sessions_of("foo@bar.tld")
    assert [401] * 3 == [status(device) for device in devices]
    assert devices[1].get_cookie(REMEMBER) is None
    login(client, remember="1")
    assert [200, 200] == [status(client), status(copy_of(client, REMEMBER))]


def test_a_session_ended_while_it_was_remembered_stays_ended(app: Flask) -> None:
    """The session that a remember cookie has begun has the cookie's epoch, not a newer one."""
    client = app.test_client()
    login(client, remember="1")
    later = copy_of(client, REMEMBER)
    assert 200 == status(later)
    with app.app_context():
        end_sessions_of("foo@bar.tld")
    assert 401 == status(later)


def test_flask_logins_own_cookie_is_not_believed(app: Flask) -> None:
    """Who takes the stamp off would have a cookie that nothing ends."""
    with app.app_context():
        bare = flask_login.utils.encode_cookie("foo@bar.tld")
    client = app.test_client()
    client.set_cookie(REMEMBER, bare)
    assert 401 == status(client)


def test_a_remember_cookie_ends_with_its_duration(forward: Callable[[float], None]) -> None:
    """Also on the server (``REMEMBER_COOKIE_DURATION``), and no sooner."""
    app = make_app(SessionsOptions())
    app.config["REMEMBER_COOKIE_DURATION"] = 100_000
    client = app.test_client()
    login(client, remember="1")
    forward(99_000)
    assert 200 == status(copy_of(client, REMEMBER))
    forward(2_000)
    assert 401 == status(copy_of(client, REMEMBER))


def test_a_request_on_its_way_does_not_renew_the_remember_cookie() -> None:
    """With ``REMEMBER_COOKIE_REFRESH_EACH_REQUEST``, what arrives after the sign-out is worth nothing."""
    app = make_app(SessionsOptions())
    app.config["REMEMBER_COOKIE_REFRESH_EACH_REQUEST"] = True
    client = app.test_client()

    @app.get("/slow")
    def slow_view():
        assert flask_login.current_user.is_authenticated
        client.get("/logout", base_url=HTTPS)
        return ""

    login(client)
    slow = copy_of(client, NAME)
    before = copy_of(client, NAME)
    assert 200 == status(before)  # its remember cookie left before the sign-out
    slow.get("/slow", base_url=HTTPS)
    assert slow.get_cookie(REMEMBER) is None
    assert [401, 401] == [status(slow), status(copy_of(before, REMEMBER))]


@pytest.mark.parametrize("mode", ["basic", "strong", None])
def test_session_protection_goes_on_working(mode: str | None) -> None:
    """Another browser with the same cookie is not fresh, or not signed in, as Flask-Login says."""
    app = make_app(SessionsOptions())
    app.config["SESSION_PROTECTION"] = mode
    client = app.test_client()
    login(client)
    thief = copy_of(client, NAME)
    expected = {"basic": 200, "strong": 401, None: 200}[mode]
    assert expected == thief.get("/protected", base_url=HTTPS, headers={"User-Agent": "thief"}).status_code
