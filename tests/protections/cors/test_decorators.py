"""``@cors``: blueprints, nested ones, view classes and views; the inner one wins, the unsafe does not start."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask, Response
from flask.views import MethodView

from flask_hardened import ConfigurationError
from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.options import CorsOptions
from tests.conftest import SECRET_KEY
from tests.protections.cors.conftest import APP, EVIL, harden, new_app
from tests.protections.cors.fetch import may_read, preflight

OUTER, INNER = "https://outer.example", "https://inner.example"


def readers(app: Flask, path: str, *, credentials: bool = False) -> set[str]:
    """Return which of the known origins may read a response."""
    known = (APP, OUTER, INNER, EVIL)
    client = app.test_client()
    return {
        origin
        for origin in known
        if may_read(client.get(path, headers={"Origin": origin}), origin, credentials=credentials)
    }


@pytest.fixture
def nested() -> Flask:
    """An app with a blueprint inside a blueprint, each with its own marks."""
    app = new_app()
    harden(app, cors=CorsOptions(origins=[APP], max_age=60))
    outer = cors(origins=[OUTER], credentials=True)(Blueprint("outer", __name__, url_prefix="/outer"))
    inner = cors(max_age=5)(Blueprint("inner", __name__, url_prefix="/inner"))
    outer.add_url_rule("/x", "x", lambda: "x")
    inner.add_url_rule("/x", "x", lambda: "x")
    inner.add_url_rule("/own", "own", cors(origins=[INNER])(lambda: "own"))
    inner.add_url_rule("/closed", "closed", cors(origins=[])(lambda: "closed"))
    inner.add_url_rule("/plain", "plain", cors(origins=["*"], credentials=False)(lambda: "plain"))
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    return app


@pytest.mark.parametrize(
    ("path", "credentials", "expected"),
    [
        ("/items", False, {APP}),
        ("/items", True, set()),
        ("/outer/x", True, {OUTER}),
        ("/outer/inner/x", True, {OUTER}),
        ("/outer/inner/own", True, {INNER}),
        ("/outer/inner/closed", False, set()),
        ("/outer/inner/plain", False, {APP, OUTER, INNER, EVIL}),
        ("/outer/inner/plain", True, set()),
        ("/no-such-page", False, {APP}),
    ],
)
def test_the_inner_mark_wins(nested: Flask, path: str, credentials: bool, expected: set[str]) -> None:
    """What a mark does not name stays as it is further out."""
    assert expected == readers(nested, path, credentials=credentials)


@pytest.mark.parametrize(("path", "age"), [("/items", "60"), ("/outer/x", "60"), ("/outer/inner/own", "5")])
def test_marks_are_laid_over_field_by_field(nested: Flask, path: str, age: str) -> None:
    """Also for preflights."""
    origins = {"/items": APP, "/outer/x": OUTER, "/outer/inner/own": INNER}
    assert age == preflight(nested, path, origins[path], "GET", "authorization").headers["Access-Control-Max-Age"]


def test_a_view_class() -> None:
    """The mark of a class holds for all of its methods."""
    app = new_app()
    harden(app)

    @cors(origins=[APP])
    class Things(MethodView):
        def get(self):
            return "got"

    app.add_url_rule("/things", view_func=Things.as_view("things"))
    assert {APP} == readers(app, "/things")


def test_a_wrong_method_on_a_marked_view() -> None:
    """A 405 can be read by whom the view names, although no view was found."""
    app = new_app()
    harden(app)
    app.add_url_rule("/marked", "marked", cors(origins=[APP])(lambda: "x"))
    response = app.test_client().delete("/marked", headers={"Origin": APP, "Sec-Fetch-Site": "same-origin"})
    assert (405, True) == (response.status_code, may_read(response, APP))
    assert set() == readers(app, "/items")


def test_left_to_the_view() -> None:
    """``off=True`` lets the view's own headers out as they are, and preflights in."""
    app = new_app()
    harden(app, cors=CorsOptions(origins=[APP]))

    @app.route("/own", methods=["GET", "OPTIONS"])
    @cors(off=True, reason="a public font")
    def own():
        return Response("x", headers={"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET"})

    assert {APP, OUTER, INNER, EVIL} == readers(app, "/own")
    assert b"x" == preflight(app, "/own", EVIL, "GET", "authorization").data


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"origins": ["*"], "credentials": True}, "credentials"),
        ({"origins": ["null"]}, "origins"),
        ({"origin": [APP]}, "origins"),
        ({"off": True}, "no reason"),
        ({"off": True, "reason": " "}, "no reason"),
        ({"off": True, "reason": "x", "origins": [APP]}, "options too"),
    ],
)
def test_a_mark_that_is_unsafe_raises_where_it_is_put(values: dict[str, object], part: str) -> None:
    """The error names the view."""

    def view():
        return "x"

    with pytest.raises(ConfigurationError, match=part) as caught:
        cors(**values)(view)  # type: ignore[arg-type]
    assert "view" in caught.value.problems[0].setting
    with pytest.raises(ConfigurationError, match="the blueprint shop"):
        cors(**values)(Blueprint("shop", __name__))  # type: ignore[arg-type]


def contradictory(**config) -> Flask:
    """Return an app whose marks are sound one by one, but not together."""
    app = new_app(**config)
    harden(app, cors=CorsOptions(origins=[APP], credentials=True), transport=False)
    app.add_url_rule("/open", "open", cors(origins=["*"])(lambda: "x"))
    return app


def test_marks_that_contradict_each_other_do_not_start(caplog: pytest.LogCaptureFixture) -> None:
    """In production the app refuses to start, naming the endpoint."""
    app = contradictory(TESTING=False, HARDENED_HOSTS_ALLOWED=["localhost"])
    assert 503 == app.test_client().get("/items").status_code
    assert any("'open'" in message and "credentials" in message for message in caplog.messages)


def test_marks_that_contradict_each_other_open_nothing_in_development(caplog: pytest.LogCaptureFixture) -> None:
    """While testing it is a note, and the view is open to nobody."""
    app = contradictory()
    assert (set(), {APP}) == (readers(app, "/open"), readers(app, "/items"))
    assert any("'open'" in message and "credentials" in message for message in caplog.messages)


def test_a_mark_on_something_else_is_an_error() -> None:
    """Forgotten parentheses are noticed."""
    with pytest.raises(TypeError):
        cors()("not a view")  # type: ignore[type-var]


def test_a_factory_of_two_apps() -> None:
    """One marked blueprint on two apps takes what each app says further out."""
    blueprint = cors(credentials=True)(Blueprint("shared", __name__))
    blueprint.add_url_rule("/shared", "shared", lambda: "x")
    for origin in (APP, OUTER):
        app = Flask("one")
        app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
        harden(app, cors=CorsOptions(origins=[origin]))
        app.register_blueprint(blueprint)
        assert {origin} == readers(app, "/shared", credentials=True)
