"""Preflights: answered in the gate, for known routes, methods and origins only."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask, abort
from flask.views import MethodView
from werkzeug.routing import BaseConverter

from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.options import CorsOptions
from tests.protections.cors.conftest import APP, EVIL, MakeApp, harden, new_app
from tests.protections.cors.fetch import passes, preflight

OPTIONS = CorsOptions(
    origins=[APP, "https://*.wild.example"], credentials=True, allow_headers=["Content-Type", "X-Key"]
)


def granted(response) -> list[str]:
    """Return the CORS headers of a response."""
    return sorted(name for name, _ in response.headers if name.startswith("Access-Control"))


CASES = [
    # path, origin, method, headers, passes
    ("/items", APP, "PUT", "", True),
    ("/items", APP, "DELETE", "", True),
    ("/items", APP, "GET", "x-key", True),
    ("/items", APP, "PUT", "content-type,x-key", True),
    ("/items", APP, "PUT", "Content-Type, X-KEY", True),
    ("/items/7", APP, "GET", "x-key", True),
    ("/items", "https://a.wild.example", "PUT", "", True),
    ("/slash", APP, "GET", "x-key", True),
    ("/items", APP, "PUT", "x-other", False),
    ("/items", APP, "PUT", "x-key, x-other", False),
    ("/items", APP, "PATCH", "", False),
    ("/items", APP, "POST", "x-key", False),
    ("/items/7", APP, "PUT", "", False),
    ("/items/seven", APP, "GET", "x-key", False),
    ("/no-such-page", APP, "PUT", "", False),
    ("/items", EVIL, "PUT", "", False),
    ("/items", "null", "PUT", "", False),
    ("/items", "https://wild.example", "PUT", "", False),
    ("/items", f"{APP}.evil.example", "PUT", "", False),
    ("/items", APP, "put", "", False),
    ("/items", APP, "PUT, GET", "", False),
    ("/items", APP, "", "", False),
    ("/items", APP, "P" * 5000, "", False),
    ("/items", APP, "OPTIONS", "", False),
]


@pytest.mark.parametrize(("path", "origin", "method", "headers", "expected"), CASES)
def test_what_passes(make_app: MakeApp, path: str, origin: str, method: str, headers: str, expected: bool) -> None:
    """A browser goes on exactly where route, method, origin and headers are allowed."""
    response = preflight(make_app(OPTIONS), path, origin, method, headers)
    assert expected == passes(response, origin, method, headers, credentials=True)
    if not expected and "x-" not in headers:
        assert [] == granted(response)


def test_the_answer(make_app: MakeApp) -> None:
    """204, without a body, with everything a browser asks for, and with the policy's other headers."""
    response = preflight(make_app(OPTIONS), "/items", APP, "PUT", "x-key")
    assert (204, b"", "nosniff") == (response.status_code, response.data, response.headers["X-Content-Type-Options"])
    assert {
        "Access-Control-Allow-Origin": APP,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "DELETE, GET, HEAD, PUT",
        "Access-Control-Allow-Headers": "Content-Type, X-Key",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    }.items() <= dict(response.headers).items()
    assert all(1 == len(response.headers.getlist(name)) for name, _ in response.headers)


def test_a_refused_origin_learns_nothing(make_app: MakeApp) -> None:
    """204 with no CORS header, for a known route; not even which methods there are."""
    response = preflight(make_app(OPTIONS), "/items", EVIL, "PUT")
    assert (204, [], None) == (response.status_code, granted(response), response.headers.get("Allow"))


def test_the_methods_can_be_narrowed(make_app: MakeApp) -> None:
    """What the route takes and the options do not name is not for other origins."""
    app = make_app(CorsOptions(origins=[APP], methods=["GET", "PUT", "PATCH"]))
    assert "GET, PUT" == preflight(app, "/items", APP, "PUT").headers["Access-Control-Allow-Methods"]
    assert [] == granted(preflight(app, "/items", APP, "DELETE"))


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("x-b, X-A,authorization", "authorization, x-a, x-b"),
        ("x-a,,x-b", None),
        ("x-a\r\nSet-Cookie: a=b", None),
        ("ü", None),
        ("x a", None),
        ("a," * 4000 + "a", None),
    ],
)
def test_any_header(make_app: MakeApp, asked: str, allowed: str | None) -> None:
    """``*`` repeats the names that were asked for, if they are names."""
    app = make_app(CorsOptions(origins=[APP], allow_headers=["*"]))
    environ = {
        "HTTP_ORIGIN": APP,
        "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "PUT",
        "HTTP_ACCESS_CONTROL_REQUEST_HEADERS": asked,
    }
    response = app.test_client().options("/items", environ_overrides=environ)
    assert allowed == response.headers.get("Access-Control-Allow-Headers")


@pytest.mark.parametrize(("max_age", "expected"), [(0, "0"), (None, None), (86_400, "86400")])
def test_the_age(make_app: MakeApp, max_age: int | None, expected: str | None) -> None:
    """How long a browser remembers; None says nothing."""
    response = preflight(make_app(CorsOptions(origins=[APP], max_age=max_age)), "/items", APP, "PUT")
    assert expected == response.headers.get("Access-Control-Max-Age")


@pytest.mark.parametrize(
    ("on", "asked", "expected"), [(True, "true", "true"), (True, "1", None), (False, "true", None)]
)
def test_private_networks_only_by_option(make_app: MakeApp, on: bool, asked: str, expected: str | None) -> None:
    """A public site reaches a private network only where that is said."""
    app = make_app(CorsOptions(origins=[APP], private_network=on))
    response = preflight(app, "/items", APP, "PUT", **{"Access-Control-Request-Private-Network": asked})
    assert expected == response.headers.get("Access-Control-Allow-Private-Network")


def test_it_comes_before_authentication() -> None:
    """No hook of the app sees a preflight of a route with CORS, as browsers send no credentials with it."""
    app = new_app()
    harden(app, cors=OPTIONS)

    @app.before_request
    def nobody():
        abort(401)

    assert 204 == preflight(app, "/items", APP, "PUT").status_code
    assert 401 == app.test_client().get("/items").status_code


def test_a_plain_options_request_is_the_apps(make_app: MakeApp) -> None:
    """Without Access-Control-Request-Method it is no preflight."""
    response = make_app(OPTIONS).test_client().options("/items", headers={"Origin": APP})
    assert (200, "DELETE, GET, HEAD, OPTIONS, PUT") == (
        response.status_code,
        ", ".join(sorted(response.headers["Allow"].split(", "))),
    )


def test_two_endpoints_at_one_url() -> None:
    """The policy is that of the view which would answer the requested method."""
    app = new_app()
    harden(app)
    app.add_url_rule("/two", "read", cors(origins=["*"])(lambda: "read"), methods=["GET"])
    app.add_url_rule("/two", "write", cors(origins=[APP], credentials=True)(lambda: "write"), methods=["PUT"])
    assert passes(preflight(app, "/two", EVIL, "GET", "authorization"), EVIL, "GET", "authorization") is True
    assert [] == granted(preflight(app, "/two", EVIL, "PUT"))
    assert "PUT" == preflight(app, "/two", APP, "PUT").headers["Access-Control-Allow-Methods"]


def test_methods_of_a_view_class() -> None:
    """Each method of a class may have its own mark."""
    app = new_app()
    harden(app)

    class Things(MethodView):
        def get(self):
            return "got"

        @cors(origins=[APP])
        def put(self):
            return "put"

    app.add_url_rule("/things", view_func=Things.as_view("things"))
    assert "PUT" == preflight(app, "/things", APP, "PUT").headers["Access-Control-Allow-Methods"]
    assert [] == granted(preflight(app, "/things", APP, "GET", "authorization"))
    headers = {"Origin": APP}
    assert APP == app.test_client().put("/things", headers=headers).headers.get("Access-Control-Allow-Origin")
    assert None is app.test_client().get("/things", headers=headers).headers.get("Access-Control-Allow-Origin")


def test_subdomains_and_mounts() -> None:
    """Routes are found as Flask finds them."""
    app = Flask("sub", subdomain_matching=True)
    app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf", SERVER_NAME="site.example")
    harden(app)
    api = cors(origins=[APP])(Blueprint("api", __name__, subdomain="api"))
    api.add_url_rule("/x", "x", lambda: "x", methods=["PUT"])
    app.register_blueprint(api)
    asked = {"Origin": APP, "Access-Control-Request-Method": "PUT"}
    for base, expected in (("http://api.site.example", 204), ("http://site.example", 404)):
        assert expected == app.test_client().options("/x", base_url=base, headers=asked).status_code
    mounted = app.test_client().options("/x", base_url="http://api.site.example/below", headers=asked)
    assert 204 == mounted.status_code


def test_a_converter_that_fails_opens_nothing() -> None:
    """The gate keeps quiet, and Flask's own routing reports it."""
    app = new_app(PROPAGATE_EXCEPTIONS=False)
    harden(app, cors=OPTIONS)

    class Failing(BaseConverter):
        def to_python(self, value):
            raise RuntimeError("database")

    app.url_map.converters["failing"] = Failing
    app.add_url_rule("/fails/<failing:thing>", "thing", lambda thing: thing, methods=["PUT"])
    response = preflight(app, "/fails/x", APP, "PUT")
    assert (500, []) == (response.status_code, granted(response))


def test_a_header_that_is_not_allowed_is_noted_once(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    """The browser tells only its console; the log names the endpoint and the option."""
    app = make_app(OPTIONS)
    for _ in range(3):
        preflight(app, "/items", APP, "PUT", "x-key, x-new")
    [note] = [message for message in caplog.messages if "x-new" in message]
    assert "'items'" in note
    assert "allow_headers" in note
