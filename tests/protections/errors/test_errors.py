"""The errors room: nothing of an exception leaves, the reference is also in the log, the app's own handlers win."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask, abort
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException, NotFound, TooManyRequests, Unauthorized

from flask_hardened import Hardened
from flask_hardened.protections.errors.options import ErrorsOptions
from tests.conftest import SECRET_KEY

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class SecretError(Exception):
    """Carries what must not leave."""


def make(register: Callable[[Flask], Any] | None = None, **options: Any) -> FlaskClient:
    """Return a client of an app in production mode; `register` adds its own handlers before it is hardened."""
    app = Flask("errors")
    app.config["SECRET_KEY"] = SECRET_KEY
    if register is not None:
        register(app)
    Hardened(app, errors=ErrorsOptions(**options) if options else True)

    @app.get("/crash")
    def crash() -> str:
        raise SecretError("hunter2 at /etc/passwd")

    @app.get("/abort/<int:status>")
    def aborted(status: int) -> str:
        abort(status, description="said <b>by</b> the app")

    @app.get("/unauthorized")
    def unauthorized() -> str:
        raise Unauthorized(www_authenticate=__import__("werkzeug").datastructures.WWWAuthenticate("basic"))

    @app.get("/slow-down")
    def slow_down() -> str:
        raise TooManyRequests(retry_after=7)

    return app.test_client()


def test_a_program_gets_problem_json_with_a_reference_that_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """RFC 9457: type, title, status; the reference leads to the traceback."""
    with caplog.at_level(logging.ERROR):
        response = make().get("/crash")
    document = json.loads(response.data)
    assert (500, "application/problem+json") == (response.status_code, response.content_type)
    assert {"type", "title", "status", "detail", "error", "reference"} == document.keys()
    assert ("about:blank", 500) == (document["type"], document["status"])
    assert document["reference"] in caplog.text
    assert "hunter2" in caplog.text


@pytest.mark.parametrize("accept", ["text/html", BROWSER, "application/json", "*/*", "", "text/plain", "a/b;q=x"])
def test_nothing_of_the_exception_is_in_the_body(accept: str) -> None:
    """CWE-209: neither message, nor type, nor path, in any representation."""
    body = make().get("/crash", headers={"Accept": accept}).text
    for secret in ("hunter2", "SecretError", "Traceback", "passwd"):
        assert secret not in body


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, "text/html; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("application/xhtml+xml", "text/html; charset=utf-8"),
        ("text/html;q=0.5, application/json", "application/problem+json"),
        ("text/html;q=0, */*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("application/problem+json, text/html;q=0.1", "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("", "application/problem+json"),
    ],
)
def test_accept_decides_between_html_and_json(accept: str, expected: str) -> None:
    """Who names HTML, and likes it better than JSON, gets HTML."""
    response = make().get("/missing", headers={"Accept": accept})
    assert expected == response.content_type
    assert "Accept" in response.headers["Vary"]


def test_what_the_app_says_with_a_client_error_is_shown_escaped() -> None:
    """`abort(404, "...")` is meant for the client."""
    assert "said &lt;b&gt;by&lt;/b&gt; the app" in make().get("/abort/404", headers={"Accept": "text/html"}).text
    assert "said <b>by</b> the app" == make().get("/abort/404").get_json(force=True)["detail"]


@pytest.mark.parametrize("status", [500, 501, 503])
def test_what_the_app_says_with_a_server_error_is_not_shown(status: int) -> None:
    """Too often it is the text of an exception."""
    assert "said" not in make().get(f"/abort/{status}").text


def test_descriptions_can_be_hidden() -> None:
    """With `descriptions=False` only the standard sentences are sent."""
    assert "said" not in make(descriptions=False).get("/abort/404").text


@pytest.mark.parametrize(
    ("method", "path", "header", "value"),
    [
        ("POST", "/crash", "Allow", "GET"),
        ("GET", "/unauthorized", "WWW-Authenticate", "Basic"),
        ("GET", "/slow-down", "Retry-After", "7"),
    ],
)
def test_headers_of_the_error_are_kept(method: str, path: str, header: str, value: str) -> None:
    """What RFC 9110 wants beside a status stays beside it."""
    assert value in make().open(path, method=method).headers[header]


def test_head_has_no_body() -> None:
    """An error to HEAD is as long as it says, and empty."""
    response = make().head("/missing")
    assert (404, b"") == (response.status_code, response.data)


def by_code(app: Flask) -> None:
    app.register_error_handler(404, lambda error: ("own", 404))


def by_class(app: Flask) -> None:
    app.register_error_handler(NotFound, lambda error: ("own", 404))


def by_http_exception(app: Flask) -> None:
    app.register_error_handler(HTTPException, lambda error: ("own", error.code))


def by_exception(app: Flask) -> None:
    app.register_error_handler(Exception, lambda error: ("own", 404))


@pytest.mark.parametrize("register", [by_code, by_class, by_http_exception, by_exception])
def test_the_app_s_own_handlers_win(register: Callable[[Flask], None]) -> None:
    """Registered before Hardened(app), whatever they are registered for."""
    assert "own" == make(register).get("/missing").text


@pytest.mark.parametrize("register", [by_code, by_class, by_http_exception, by_exception])
def test_handlers_registered_after_hardening_win_too(register: Callable[[Flask], None]) -> None:
    """The order does not matter: ours is registered before the first request, when all others are known."""
    client = make()
    register(client.application)
    assert "own" == client.get("/missing").text


def test_a_blueprint_s_handler_wins_for_its_own_views_only() -> None:
    """A blueprint that handles everything does so within itself."""
    client = make()
    blueprint = Blueprint("shop", __name__, url_prefix="/shop")
    blueprint.register_error_handler(Exception, lambda error: ("shop's own", 400))
    blueprint.add_url_rule("/crash", "crash", lambda: 1 / 0)
    client.application.register_blueprint(blueprint)
    assert "shop's own" == client.get("/shop/crash").text
    assert "reference" in client.get("/crash").get_json(force=True)


def test_a_handler_that_fails_ends_in_the_last_resort(caplog: pytest.LogCaptureFixture) -> None:
    """An exception in the 500 handler itself: 500 with all headers, and a log entry with the reference."""

    def register(app: Flask) -> None:
        def broken(error: Exception) -> str:
            raise SecretError("hunter2")

        app.register_error_handler(500, broken)

    with caplog.at_level(logging.ERROR):
        response = make(register).get("/crash")
    assert 500 == response.status_code
    assert "DENY" == response.headers["X-Frame-Options"]
    assert "hunter2" not in response.text
    assert response.get_json(force=True)["reference"] in caplog.text


def test_while_testing_exceptions_reach_the_test() -> None:
    """In testing mode an exception is raised through the gate, as Flask does."""
    client = make()
    client.application.testing = True
    with pytest.raises(SecretError):
        client.get("/crash")


def test_in_production_exceptions_do_not_reach_the_server() -> None:
    """Even with PROPAGATE_EXCEPTIONS the server gets a response, not an exception."""
    client = make()
    client.application.config["PROPAGATE_EXCEPTIONS"] = True
    response = client.get("/crash")
    assert (500, "DENY") == (response.status_code, response.headers["X-Frame-Options"])


def test_off_leaves_werkzeugs_pages() -> None:
    """`errors=False` changes nothing about errors but their headers."""
    app = Flask("off")
    app.config["SECRET_KEY"] = SECRET_KEY
    Hardened(app, errors=False)
    response = app.test_client().get("/missing")
    assert "text/html; charset=utf-8" == response.content_type
    assert "DENY" == response.headers["X-Frame-Options"]
