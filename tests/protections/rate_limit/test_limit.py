"""``@limit`` and ``@limit_exempt`` on views, classes and blueprints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask, request, session
from flask.testing import FlaskClient
from flask.views import MethodView

from flask_hardened import ConfigurationError
from flask_hardened.protections.rate_limit.decorators import limit, limit_exempt
from tests.protections.rate_limit.conftest import come_from, make_app, statuses
from tests.storage.conftest import Clock


def fresh() -> Callable[[], str]:
    """Return a new view function."""
    return lambda: "view"


def add(app: Flask, path: str, decorated: Callable[..., Any], **options: Any) -> FlaskClient:
    """Add a view and return a client."""
    app.add_url_rule(path, path.strip("/").replace("/", "-"), decorated, **options)
    return app.test_client()


def test_a_view_has_its_own_limit() -> None:
    """It holds beside the default, and for its view only."""
    client = add(make_app(default="5 per minute"), "/a", limit("2 per minute")(fresh()))
    assert [200, 200, 429] == statuses(client, 3, "/a")
    assert [200, 200, 429] == statuses(client, 3)


@pytest.mark.parametrize("above", [True, False], ids=["above the route", "below the route"])
def test_it_works_above_and_below_the_route(above: bool) -> None:
    """The usual stack silently ignores a decorator above ``@app.route``."""
    app = make_app()
    function = fresh()
    if above:
        limit("1 per minute")(app.get("/a")(function))
    else:
        app.get("/a")(limit("1 per minute")(function))
    assert [200, 429] == statuses(app.test_client(), 2, "/a")


def test_limits_can_be_stacked() -> None:
    """All hold; what one refuses, the others do not count."""
    app = make_app()
    client = add(app, "/a", limit("2 per minute")(limit("3 per hour", key=lambda: "everybody")(fresh())))
    assert [200, 200, 429, 429] == statuses(client, 4, "/a")
    other = come_from("192.0.2.1")
    assert [200, 429] == statuses(client, 2, "/a", **other)
    assert [429] == statuses(client, 1, "/a", **come_from("192.0.2.2"))


def test_methods() -> None:
    """Only the named methods are counted; HEAD with GET; OPTIONS never."""
    app = make_app()
    client = add(app, "/a", limit("1 per minute", methods=["get"])(fresh()), methods=["GET", "POST", "OPTIONS"])
    assert [200] * 3 == statuses(client, 3, "/a", method="POST")
    assert [200, 429] == statuses(client, 2, "/a", method="HEAD")
    assert [429] == statuses(client, 1, "/a")
    every = add(make_app(), "/b", limit("1 per minute")(fresh()), methods=["GET", "POST", "OPTIONS"])
    assert [200] * 3 == statuses(every, 3, "/b", method="OPTIONS")
    assert [200, 429] == [*statuses(every, 1, "/b"), *statuses(every, 1, "/b", method="POST")]


def test_cost() -> None:
    """A number, or a function of the current request."""
    app = make_app()
    client = add(app, "/a", limit("5 per minute", cost=2)(fresh()))
    add(app, "/b", limit("5 per minute", cost=lambda: int(request.args["n"]))(fresh()))
    assert [200, 200, 429] == statuses(client, 3, "/a")
    assert [200, 429, 200, 429] == [statuses(client, 1, f"/b?n={n}")[0] for n in (3, 3, 2, 1)]


def test_own_keys() -> None:
    """What the function returns is counted; where it returns nothing, the client is."""
    app = make_app()
    client = add(app, "/a", limit("1 per minute", key=lambda: request.args.get("user"))(fresh()))
    assert [200, 429] == statuses(client, 2, "/a?user=ada")
    assert [429] == statuses(client, 1, "/a?user=ada", **come_from("192.0.2.1"))
    assert [200, 429] == statuses(client, 2, "/a?user=" + "x" * 100_000)
    assert [200, 429] == statuses(client, 2, "/a")
    assert [200] == statuses(client, 1, "/a", **come_from("192.0.2.1"))


def test_a_key_that_reads_the_form_comes_after_the_size_of_the_body() -> None:
    """What is too large is refused before it is parsed for the key."""
    app, asked = make_app(), []
    function = limit("1 per minute", key=lambda: asked.append("key") or request.form.get("email"))(fresh())
    client = add(app, "/a", function, methods=["POST"])
    sent = {"method": "POST", "data": b"email=" + b"x" * 2**21, "content_type": "application/x-www-form-urlencoded"}
    assert [413, 413] == statuses(client, 2, "/a", **sent)
    assert [] == asked


def test_a_signed_in_user_is_counted_instead_of_the_address() -> None:
    """From anywhere; two users behind one address have a limit each; visitors share the address's."""
    app = make_app()

    @app.get("/sign-in/<name>")
    def sign_in(name: str) -> str:
        session["_user_id"] = name
        return name

    app.add_url_rule("/a", "a", limit("1 per minute")(fresh()))
    app.add_url_rule("/b", "b", limit("1 per minute", key="client")(fresh()))
    ada, bob, visitor = app.test_client(), app.test_client(), app.test_client()
    ada.get("/sign-in/ada")
    bob.get("/sign-in/bob")
    assert [200, 429] == statuses(ada, 2, "/a")
    assert [429] == statuses(ada, 1, "/a", **come_from("192.0.2.1"))
    assert [200, 429] == statuses(bob, 2, "/a")
    assert [200, 429] == statuses(visitor, 2, "/a")
    assert [200, 429, 429] == [statuses(client, 1, "/b")[0] for client in (ada, bob, visitor)]


def test_the_user_can_be_found_by_a_function() -> None:
    """``user_key`` knows users that are in no session."""
    app = make_app(user_key=lambda: request.headers.get("X-User"))
    client = add(app, "/a", limit("1 per minute")(fresh()))
    assert [200, 429] == statuses(client, 2, "/a", headers={"X-User": "ada"})
    assert [200] == statuses(client, 1, "/a", headers={"X-User": "bob"})


def test_a_visitor_without_a_cookie_gets_no_session() -> None:
    """Asking for the user stores nothing, and makes nothing personal."""
    client = add(make_app(), "/a", limit("9 per minute")(fresh()))
    response = client.get("/a")
    assert ("Set-Cookie" in response.headers, "Cookie" in response.headers.get("Vary", "")) == (False, False)


def test_shared_limits() -> None:
    """One count for all views that name it; another name is another count."""
    app = make_app()
    client = add(app, "/a", limit("2 per minute", shared="search")(fresh()))
    add(app, "/b", limit("2 per minute", shared="search")(fresh()))
    add(app, "/c", limit("2 per minute", shared="find")(fresh()))
    assert [200, 200, 429] == [statuses(client, 1, path)[0] for path in ("/a", "/b", "/a")]
    response = client.get("/c")
    assert (200, '"find";q=2;w=60') == (response.status_code, response.headers["RateLimit-Policy"])


def test_two_limits_of_one_view_do_not_count_together() -> None:
    """Even when their windows are the same."""
    function = limit("2 per minute", methods=["GET"])(limit("2 per minute", methods=["POST"])(fresh()))
    client = add(make_app(), "/a", function, methods=["GET", "POST"])
    assert [200, 200, 429] == statuses(client, 3, "/a")
    assert [200, 200, 429] == statuses(client, 3, "/a", method="POST")


def test_view_classes_and_their_methods() -> None:
    """On the class for all methods, on a method for that one, in ``decorators`` too."""

    @limit("3 per minute")
    class Item(MethodView):
        def get(self) -> str:
            return "got"

        @limit("1 per minute")
        def post(self) -> str:
            return "posted"

    class Listed(MethodView):
        decorators = [limit("1 per minute")]  # noqa: RUF012 - as Flask documents it

        def get(self) -> str:
            return "got"

    app = make_app()
    client = add(app, "/item", Item.as_view("item"))
    add(app, "/listed", Listed.as_view("listed"))
    assert [200, 429] == statuses(client, 2, "/item", method="POST")
    assert [200, 200, 429] == statuses(client, 3, "/item")
    assert [200, 429] == statuses(client, 2, "/listed")


def test_blueprints_nested_ones_too() -> None:
    """Each view of a blueprint has the limit, with a count of its own; a nested one adds its own."""
    app = make_app()
    outer = limit("3 per minute")(Blueprint("outer", __name__, url_prefix="/outer"))
    inner = limit("1 per minute")(Blueprint("inner", __name__, url_prefix="/inner"))
    outer.add_url_rule("/a", "a", fresh())
    outer.add_url_rule("/b", "b", fresh())
    inner.add_url_rule("/c", "c", fresh())
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    client = app.test_client()
    assert [200] * 3 + [429] == statuses(client, 4, "/outer/a")
    assert [200] * 3 + [429] == statuses(client, 4, "/outer/b")
    assert [200, 429] == statuses(client, 2, "/outer/inner/c")


def test_a_limit_can_replace_the_default() -> None:
    """For the methods it counts; other routes and methods have the default."""
    app = make_app(default="2 per minute")
    function = limit("4 per minute", override_default=True, methods=["GET"])(fresh())
    client = add(app, "/a/<n>", lambda n: function(), methods=["GET", "POST"])
    client = add(app, "/b", function, methods=["GET", "POST"])
    assert [200] * 4 + [429] == statuses(client, 5, "/b")
    assert [200, 200, 429] == statuses(client, 3)
    assert [429] == statuses(client, 1, "/b", method="POST")
    assert 429 == client.get("/a/1").status_code


def test_a_limit_that_replaces_the_default_holds_on_a_path_with_variables() -> None:
    """Also for who is over the default already."""
    app = make_app(default="2 per minute")
    client = add(app, "/a/<n>", limit("3 per minute", override_default=True)(lambda n: n))
    assert [200, 200, 429] == statuses(client, 3)
    assert [200] * 3 + [429] == statuses(client, 4, "/a/1")


@pytest.mark.parametrize("path", ["/free", "/free/1"])
def test_exempt_views_are_not_counted(path: str) -> None:
    """Neither at first, nor for who is over the limit; the default is as it was."""
    app = make_app(default="3 per minute")
    app.add_url_rule("/free", "free", limit_exempt(reason="signed webhooks")(fresh()))
    app.add_url_rule("/free/<n>", "free_n", limit_exempt(lambda n: n))
    client = app.test_client()
    assert [200] * 9 == statuses(client, 9, path)
    assert [200] * 3 + [429] == statuses(client, 4)
    assert [200] * 3 == statuses(client, 3, path)
    assert [405] * 2 == statuses(client, 2, path, method="PUT", **come_from("192.0.2.1"))
    assert [200, 429] == statuses(client, 2, **come_from("192.0.2.1"))


def test_an_exempt_blueprint_and_a_limit_inside() -> None:
    """What is said further in still holds; what is said further out does not."""
    app = make_app(default="2 per minute", per_route="1 per minute")
    free = limit_exempt(Blueprint("free", __name__, url_prefix="/free"))
    free.add_url_rule("/a", "a", fresh())
    free.add_url_rule("/b", "b", limit("4 per minute")(fresh()))
    strict = limit("1 per minute")(Blueprint("strict", __name__, url_prefix="/strict"))
    strict.add_url_rule("/a", "a", limit_exempt(reason="probes")(fresh()))
    app.register_blueprint(free)
    app.register_blueprint(strict)
    client = app.test_client()
    assert [200] * 5 == statuses(client, 5, "/free/a")
    assert [200] * 4 + [429] == statuses(client, 5, "/free/b")
    assert [200] * 5 == statuses(client, 5, "/strict/a")


def test_exempt_when() -> None:
    """A function that says True frees the request."""
    app = make_app()
    client = add(app, "/a", limit("1 per minute", exempt_when=lambda: "admin" in request.args)(fresh()))
    assert [200] * 3 == statuses(client, 3, "/a?admin")
    assert [200, 429] == statuses(client, 2, "/a")


def test_limits_by_a_function() -> None:
    """The limit may depend on who asks."""
    app = make_app()
    client = add(app, "/a", limit(lambda: f"{request.args['n']} per minute", key=lambda: request.args["n"])(fresh()))
    assert [200, 429] == statuses(client, 2, "/a?n=1")
    assert [200, 200, 429] == statuses(client, 3, "/a?n=2")


def test_a_limit_for_each_route(timed: Callable[[Flask], FlaskClient], clock: Clock) -> None:
    """``per_route`` counts each route on its own; 404 and static files have none."""
    app = make_app(per_route="2 per minute", default=None)
    add(app, "/a", limit("3 per minute")(fresh()))
    add(app, "/b", limit("3 per minute", override_default=True)(fresh()))
    client = timed(app)
    assert [200, 200, 429] == statuses(client, 3)
    assert [200, 200, 429] == statuses(client, 3, "/a")
    assert [200, 200, 200, 429] == statuses(client, 4, "/b")
    assert [404] * 5 + [200] * 5 == statuses(client, 5, "/none") + statuses(client, 5, "/static/file.txt")
    clock.now += 60
    assert [200, 200, 429] == statuses(client, 3)


def test_the_headers_of_a_limited_route() -> None:
    """Its limits are always told, the default only when it is near."""
    app = make_app(default="8 per minute")
    client = add(app, "/a", limit("3 per minute; 9 per hour")(fresh()))
    response = client.get("/a")
    assert '"route-60s";q=3;w=60, "route-3600s";q=9;w=3600' == response.headers["RateLimit-Policy"]
    assert '"route-60s";r=2;t=60' == response.headers["RateLimit"]
    assert "Retry-After" not in response.headers
    statuses(client, 6)
    assert response.headers["RateLimit-Policy"] in client.get("/a").headers["RateLimit-Policy"]
    assert '"default";q=8;w=60' in client.get("/a").headers["RateLimit-Policy"]


def test_the_message() -> None:
    """A text, or a function that returns one, instead of the usual sentence."""
    app = make_app()
    client = add(app, "/a", limit("1 per minute", error_message="Slow down.")(fresh()))
    add(app, "/b", limit("1 per minute", error_message=lambda: "Slower.")(fresh()))
    statuses(client, 1, "/a"), statuses(client, 1, "/b")
    assert ("Slow down.", "Slower.") == (client.get("/a").json["error"], client.get("/b").json["error"])


def test_the_app_s_own_handler_answers() -> None:
    """It gets the exception, and the headers are added to what it says."""
    app = make_app()
    app.register_error_handler(429, lambda error: (f"own: {error.description}", 429))
    client = add(app, "/a", limit("1 per minute")(fresh()))
    statuses(client, 1, "/a")
    response = client.get("/a")
    assert "own: Too many requests, please try again later." == response.text
    assert ('"route";r=0;t=60', "60") == (response.headers["RateLimit"], response.headers["Retry-After"])


def test_the_view_is_not_called() -> None:
    """A refused request reaches neither the app's hooks nor the view."""
    app, called = make_app(), []
    app.before_request(lambda: called.append("hook"))
    client = add(app, "/a", limit("1 per minute")(lambda: called.append("view") or "view"))
    statuses(client, 3, "/a")
    assert ["hook", "view"] == called


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ten per minute",), "no limit"),
        (("0 per minute",), "no limit"),
        (("",), "no limit"),
        (("5 per minute", {"cost": 6}), "cost"),
        (("5 per minute", {"cost": 0}), "cost"),
        (("5 per minute", {"methods": "POST"}), "methods"),
        (("5 per minute", {"on": "fail"}), "on"),
        (("5 per minute", {"key": "ip"}), "key"),
        (("5 per minute", {"when_down": "open"}), "when_down"),
    ],
)
def test_mistakes_are_told_at_once(arguments: tuple[Any, ...], message: str) -> None:
    """What makes no sense raises where it is written."""
    options = arguments[1] if len(arguments) > 1 else {}
    with pytest.raises(ConfigurationError, match=message):
        limit(arguments[0], **options)


def test_two_apps_share_nothing() -> None:
    """The same view in two apps is counted twice."""
    function = limit("1 per minute")(fresh())
    assert [200, 429] == statuses(add(make_app(), "/a", function), 2, "/a")
    assert [200, 429] == statuses(add(make_app(), "/a", function), 2, "/a")
