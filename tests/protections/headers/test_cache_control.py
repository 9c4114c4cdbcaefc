"""Cache-Control: what is meant for one person is not stored; what is the same for everybody is left alone."""

from __future__ import annotations

import pytest
from flask import Flask, Response, make_response, render_template_string, request, session

from flask_hardened import Hardened
from flask_hardened.protections.headers.cache_control import private
from flask_hardened.protections.headers.options import HeadersOptions
from tests.conftest import SECRET_KEY


@pytest.fixture
def app(tmp_path) -> Flask:
    """An app that uses sessions, cookies, nonces and files, and sets the Cache-Control that a query asks for."""
    (tmp_path / "file.css").write_text("p {}")
    app = Flask("cached", static_folder=str(tmp_path), static_url_path="/static")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app)

    def answered(body: str) -> Response:
        response = make_response(body)
        if "own" in request.args:
            response.headers["Cache-Control"] = request.args["own"]
        return response

    @app.get("/plain")
    def plain() -> Response:
        return answered("plain")

    @app.get("/session-read")
    def session_read() -> Response:
        return answered(session.get("name", ""))

    @app.get("/session-write")
    def session_write() -> Response:
        session["name"] = "x"
        return answered("")

    @app.get("/cookie")
    def cookie() -> Response:
        response = answered("")
        response.set_cookie("theme", "dark")
        return response

    @app.get("/nonce")
    def nonce() -> Response:
        return answered(render_template_string("<script>1</script>"))

    return app


@pytest.mark.parametrize(
    ("path", "own", "expected"),
    [
        ("/plain", None, None),
        ("/plain", "public, max-age=60", "public, max-age=60"),
        ("/session-read", None, "no-store"),
        ("/session-read", "public, max-age=60", "no-store"),
        ("/session-read", "no-store, max-age=0", "no-store, max-age=0"),
        ("/session-write", None, "no-store"),
        ("/cookie", None, "no-store"),
        ("/cookie", "private", "no-store"),
        ("/nonce", None, "private"),
        ("/nonce", "public, max-age=60, s-maxage=600", "private, max-age=60"),
        ("/nonce", "no-store", "no-store"),
    ],
)
def test_personal_responses_are_not_stored(app: Flask, path: str, own: str | None, expected: str | None) -> None:
    """Sessions and cookies make a response personal; a nonce only keeps it out of shared caches."""
    response = app.test_client().get(path, query_string={"own": own} if own else None)
    assert ([] if expected is None else [expected]) == response.headers.getlist("Cache-Control")


def test_an_answer_to_credentials_is_not_stored(app: Flask) -> None:
    """`Authorization` makes any response personal."""
    response = app.test_client().get("/plain", headers={"Authorization": "Bearer x"})
    assert "no-store" == response.headers["Cache-Control"]


def test_files_are_the_same_for_everybody(app: Flask) -> None:
    """A static file keeps its own policy even when a hook looked into the session."""
    app.before_request(lambda: session.get("name") and None)
    with app.test_client().get("/static/file.css") as response:
        assert "no-cache" == response.headers["Cache-Control"]


def test_a_file_that_sets_a_cookie_is_not_stored(app: Flask) -> None:
    """A shared cache must not hand one person's cookie to another."""

    @app.after_request
    def tag(response: Response) -> Response:
        response.set_cookie("visitor", "1")
        return response

    with app.test_client().get("/static/file.css") as response:
        assert "no-store" == response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, "private"),
        ("", "private"),
        ("max-age=5", "private, max-age=5"),
        ("public", "private"),
        ("PUBLIC, S-MaxAge=3, no-cache", "private, no-cache"),
        ("private", "private"),
        ("private, max-age=5", "private, max-age=5"),
        ('private="x", max-age=5', "private, max-age=5"),
        ("no-store", "no-store"),
        ("no-cache, no-store", "no-cache, no-store"),
    ],
)
def test_private(own: str | None, expected: str) -> None:
    """Shared caches are told off, and what else the view said stays."""
    assert expected == private(own)


def test_it_can_be_turned_off() -> None:
    """`cache_control="off"` leaves the view's word."""
    app = Flask("off")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, headers=HeadersOptions(cache_control="off"))

    @app.get("/")
    def index() -> tuple[str, dict[str, str]]:
        session["a"] = 1
        return "", {"Cache-Control": "max-age=5"}

    assert "max-age=5" == app.test_client().get("/").headers["Cache-Control"]
