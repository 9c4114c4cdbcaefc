"""Each check finds the one route that is broken in its way, and nothing else."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask, request
from werkzeug.routing import BaseConverter, ValidationError

from flask_hardened import (
    Authenticator,
    AuthOptions,
    Hardened,
    Proof,
    auth_required,
    body_size,
    cors,
    csrf,
    csrf_exempt,
    limit,
)
from tests.conftest import SECRET_KEY


class Outside:
    """A middleware around the gate, which takes headers away from one page and answers TRACE on another."""

    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/traced" and environ["REQUEST_METHOD"] == "TRACE":
            start_response("200 OK", [("Content-Type", "message/http")])
            return [b"TRACE /traced"]
        if path == "/put" and environ["REQUEST_METHOD"] == "PUT":
            environ["REQUEST_METHOD"] = "GET"

        def start(status, headers, exc_info=None):
            kept = [pair for pair in headers if path != "/bare" or pair[0] != "X-Content-Type-Options"]
            return start_response(status, kept, exc_info)

        return self.inner(environ, start)


class Unknown(BaseConverter):
    """Knows no value at all, as one that asks an empty database."""

    def to_python(self, value):
        raise ValidationError


def visitor(exchange):
    """An authenticator that takes everybody for somebody."""
    return Proof(user_id="1", method="visitor")


@pytest.fixture
def views():
    """The names of the views that were run."""
    return []


@pytest.fixture
def app(views) -> Flask:
    """An app in production with a route broken in each way, and as many that look like them and are right."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_STORAGE_URI="memory://")
    offered = [Authenticator(method="visitor", find=visitor), Authenticator(method="key", find=lambda exchange: None)]
    Hardened(app, auth=AuthOptions(authenticators=offered))
    app.url_map.converters["unknown"] = Unknown
    pages = Blueprint("pages", __name__)

    @pages.errorhandler(Exception)
    def explain(error):
        return f"Sorry: {error}", 500

    def add(rule, *decorators, owner=app, **options):
        def view(**values):
            views.append(rule)
            return "<!doctype html><p>page"

        view.__name__ = "v" + "".join(character for character in rule if character.isalnum())
        for decorate in decorators:
            view = decorate(view)
        owner.add_url_rule(rule, view_func=view, **options)

    post = {"methods": ["POST"]}
    add("/open", auth_required("visitor"))
    add("/closed", auth_required("key"))
    add("/exempt", auth_required("session"), csrf_exempt(reason="it is old"), **post)
    add("/hook", csrf_exempt(reason="each call is signed"), **post)
    add("/program", auth_required("key"), csrf_exempt(reason="a key comes along"), **post)
    add("/reported", csrf(enforce=False), **post)
    add("/read-by-all", cors(origins=["*"], credentials=False), **post)
    add("/endless", body_size(max_body=None), **post)
    add("/large", body_size(max_body=3_000_000), **post)
    add("/bare")
    add("/traced")
    add("/put")
    add("/failing", owner=pages)
    add("/once", limit("1 per day", key=lambda: "everybody"), **post)
    add("/unknown/<unknown:name>")
    files = Blueprint("files", __name__, url_prefix="/files")
    files.before_request(lambda: request.path.encode("ascii") and None)
    add("/<path:name>", owner=files)
    add("/<int:number>/<float:size>/<uuid:key>/<any(a, b):kind>/<string(minlength=3):word>")
    app.register_blueprint(pages)
    app.register_blueprint(files)
    app.wsgi_app = Outside(app.wsgi_app)
    return app


def test_each_broken_route_is_found_once(app: Flask, outcomes, views) -> None:
    """The routes beside them pass, and no view was run for any of it."""
    found = outcomes(app)
    assert {
        "GET /open: anonymous is refused",
        "POST /exempt: a cross-site request is refused",
        "POST /reported: a cross-site request is refused",
        "POST /endless: an oversize body is refused",
        "GET /bare: headers are complete",
        "/traced: TRACE is refused",
        "/put: methods that it has not are refused",
        "GET /failing: an error leaks nothing",
        "GET /files/<path:name>: bad input leaks nothing",
        "GET /unknown/<unknown:name>: it can be tested",
    } == {title for title, told in found.items() if not told.startswith("skipped")}
    assert [] == views


def test_the_messages_say_what_happened(app: Flask, outcomes) -> None:
    """What was asked, what was answered, and why where that is known."""
    found = outcomes(app)
    assert "@csrf_exempt is on a route that a cookie opens" in found["POST /exempt: a cross-site request is refused"]
    assert "enforce is False" in found["POST /reported: a cross-site request is refused"]
    assert "there is no limit" in found["POST /endless: an oversize body is refused"]
    assert "lacks X-Content-Type-Options" in found["GET /bare: headers are complete"]
    assert "the text of an exception" in found["GET /failing: an error leaks nothing"]
    assert "canary" not in found["GET /failing: an error leaks nothing"]
    assert "no UTF-8" in found["GET /files/<path:name>: bad input leaks nothing"]
    assert "the request reached the view" in found["GET /open: anonymous is refused"]


def test_what_no_cookie_opens_may_be_exempt(app: Flask, outcomes) -> None:
    """A webhook, and a route for programs that send a key: skipped with the reason that the decorator gives."""
    skipped = {title: told for title, told in outcomes(app).items() if told.startswith("skipped")}
    assert {
        "POST /hook: a cross-site request is refused": "skipped: @csrf_exempt says why: each call is signed",
        "POST /program: a cross-site request is refused": "skipped: @csrf_exempt says why: a key comes along",
    } == skipped


def test_views_of_public_pages_run_when_that_is_asked_for(app: Flask, outcomes, views) -> None:
    """Only GET, and only where anybody may; those of other methods never."""
    outcomes(app, runs_views=True)
    assert {"/bare", "/traced", "/put", "/failing", "/<path:name>"} <= {*views}
    assert {"/open", "/closed", "/exempt", "/hook", "/reported", "/endless", "/once", "/large"}.isdisjoint(views)


def test_the_app_is_left_as_it_was(app: Flask, outcomes) -> None:
    """Other tests may use the same app: what is set for a request is taken back."""
    before, plans = dict(app.config), app.extensions["hardened"].plans
    outcomes(app)
    assert before == dict(app.config)
    assert "dispatch_request" not in vars(app)
    assert type(plans) is type(app.extensions["hardened"].plans)
    assert 200 == app.test_client().get("/bare", base_url="https://localhost").status_code


@pytest.mark.parametrize(
    ("feature", "title"),
    [
        ("csrf", "POST /: a cross-site request is refused"),
        ("body_size", "POST /: an oversize body is refused"),
    ],
)
def test_a_protection_that_is_off_is_found(feature: str, title: str, outcomes) -> None:
    """Its absence is not taken for an answer."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, **{feature: False})
    app.post("/")(lambda: "view")
    assert [title] == [*outcomes(app)]


def test_error_handlers_without_our_room(outcomes) -> None:
    """With the errors room off, Flask's own page passes; a handler that shows the exception does not."""
    found = []
    for leaks in (False, True):
        app = Flask(__name__, static_folder=None)
        app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
        Hardened(app, errors=False)
        app.get("/")(lambda: "page")
        if leaks:
            app.register_error_handler(500, lambda error: (repr(error.original_exception), 500))
        found.append([*outcomes(app)])
    assert [[], ["GET /: an error leaks nothing"]] == found


def test_a_foreign_login_decorator_that_is_off(outcomes) -> None:
    """Flask-Login's decorator is around the view, so it is called for GET; LOGIN_DISABLED lets everybody in."""
    from flask_login import LoginManager, login_required

    found = []
    for disabled in (False, True):
        app = Flask(__name__)
        app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY, LOGIN_DISABLED=disabled)
        LoginManager(app).user_loader(lambda name: None)
        Hardened(app)
        app.get("/private")(login_required(lambda: "private"))
        found.append([*outcomes(app)])
    assert [[], ["GET /private: anonymous is refused"]] == found


def test_pages_with_nonces(outcomes) -> None:
    """A nonce that the policy does not name is found when views run, and one that comes twice."""
    from flask import render_template_string

    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app)
    app.add_url_rule("/good", "good", lambda: render_template_string("<script>let a = 1</script>"))
    app.add_url_rule("/fixed", "fixed", lambda: "<script nonce='abcdef'>let a = 1</script>")
    assert ["GET /fixed: headers are complete"] == [*outcomes(app, runs_views=True)]
    assert [] == [*outcomes(app)]
