"""Flask-Login: its user is ours, and its login page too."""

from __future__ import annotations

import time
from typing import Any

import flask_login
import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from flask_hardened import Hardened
from flask_hardened.protections.auth.current import current_identity
from flask_hardened.protections.auth.decorators import auth_required, fresh_login_required, public, roles_required
from flask_hardened.protections.auth.options import AuthOptions
from flask_hardened.protections.sessions.signing_in import login, logout
from tests.conftest import SECRET_KEY
from tests.protections.auth.conftest import SITE


class User(flask_login.UserMixin):
    """A user with roles."""

    active = True

    def __init__(self, user_id: str, *roles: str) -> None:
        self.id = user_id
        self.roles = roles

    @property
    def is_active(self) -> bool:
        """Whether they may sign in."""
        return self.active


@pytest.fixture
def people() -> dict[str, User]:
    """The users."""
    return {"1": User("1", "admin"), "2": User("2")}


@pytest.fixture
def app(people: dict[str, User]) -> Flask:
    """An app whose users sign in with Flask-Login."""
    app = Flask("flask-login")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    manager = flask_login.LoginManager(app)
    manager.login_view = "page"
    manager.user_loader(people.get)
    Hardened(app, csrf=False, rate_limit=False, auth=AuthOptions(default="deny"))

    @app.route("/page", methods=["GET", "POST"])
    @public
    def page() -> str:
        if request.method == "POST":
            fresh = "stale" not in request.args
            flask_login.login_user(people[request.args["user"]], fresh=fresh, remember="remember" in request.args)
        return "page"

    @app.post("/out")
    @public
    def out() -> str:
        logout()
        return f"{current_identity.id} {flask_login.current_user.is_authenticated}"

    app.add_url_rule(
        "/who", "who", auth_required("session")(lambda: f"{current_identity.id} {current_identity.method}")
    )
    app.add_url_rule("/admin", "admin", roles_required("admin")(lambda: ""))
    app.add_url_rule("/fresh", "fresh", fresh_login_required(300)(lambda: ""))
    app.add_url_rule("/login", "ours", public(lambda: login("1") or ""), methods=["POST"])
    return app


def enter(client: FlaskClient, user: str, more: str = "") -> None:
    """Sign in."""
    client.post(f"/page?user={user}{more}", base_url=SITE)


def codes(client: FlaskClient, *paths: str) -> list[int]:
    """Return what paths are answered."""
    return [client.get(path, base_url=SITE).status_code for path in paths]


def test_its_user_counts_as_signed_in_by_a_session(client: FlaskClient) -> None:
    """With the roles of the object that its own loader returned."""
    assert [401, 401] == codes(client, "/who", "/admin")
    enter(client, "2")
    assert ("2 session", [403]) == (client.get("/who", base_url=SITE).text, codes(client, "/admin"))
    enter(client, "1")
    assert [200, 200] == codes(client, "/who", "/admin")


def test_its_login_page_is_where_browsers_are_sent(client: FlaskClient) -> None:
    """If no other one is named."""
    answer = client.get("/who?a=b", base_url=SITE, headers={"Accept": "text/html"})
    assert (302, "/page?next=/who?a%3Db") == (answer.status_code, answer.headers["Location"])


def test_fresh_means_recently(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flask-Login only knows whether; when is written down as it happens."""
    enter(client, "2", "&stale=1")
    assert [200, 401] == codes(client, "/who", "/fresh")
    enter(client, "2")
    assert [200] == codes(client, "/fresh")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 301)
    assert [200, 401] == codes(client, "/who", "/fresh")


def test_who_comes_back_by_the_remember_cookie_is_known_but_not_fresh(client: FlaskClient) -> None:
    """No password was given."""
    enter(client, "2", "&remember=1")
    client.delete_cookie("__Host-session", domain="localhost")
    assert [200, 401] == codes(client, "/who", "/fresh")


def test_a_user_who_is_disabled_is_signed_out(client: FlaskClient, people: dict[str, User]) -> None:
    """Flask-Login itself looks at the sign-in only."""
    enter(client, "2")
    people["2"].active = False
    assert [401] == codes(client, "/who")
    people["2"].active = True
    assert [401] == codes(client, "/who")


def test_logout_signs_out_of_both(client: FlaskClient) -> None:
    """In the same request, and after it."""
    enter(client, "1")
    answer = client.post("/out", base_url=SITE)
    assert ("None False", '"cache", "storage"') == (answer.text, answer.headers["Clear-Site-Data"])
    assert [401] == codes(client, "/who")


def test_our_login_leaves_it_to_flask_login(app: Flask) -> None:
    """Two places that say who is signed in would not agree for long."""
    with pytest.raises(RuntimeError, match=r"flask_login\.login_user"):
        app.test_client().post("/login", base_url=SITE)


def test_apps_that_do_not_ask_for_freshness_get_no_new_key(people: dict[str, User]) -> None:
    """What is not needed is not written into sessions."""
    for guarded in (False, True):
        app = Flask("quiet")
        app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
        flask_login.LoginManager(app).user_loader(people.get)
        Hardened(app, csrf=False, rate_limit=False)
        app.add_url_rule("/in", "in", lambda: str(flask_login.login_user(people["1"])), methods=["POST"])
        if guarded:
            app.add_url_rule("/", "v", fresh_login_required(lambda: ""))
        client = app.test_client()
        client.post("/in", base_url=SITE)
        with client.session_transaction(base_url=SITE) as found:
            keys: set[Any] = {*found}
        assert guarded == ("_fresh_at" in keys)
