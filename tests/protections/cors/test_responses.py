"""Responses: who may read them, on every way out, and what caches are told."""

from __future__ import annotations

import pytest
from flask import Flask, Response, make_response

from flask_hardened import BodySizeOptions
from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.options import CorsOptions
from flask_hardened.protections.rate_limit.options import RateLimitOptions
from tests.protections.cors.conftest import APP, EVIL, MakeApp, harden, new_app
from tests.protections.cors.fetch import may_read, passes, preflight

OPTIONS = CorsOptions(origins=[APP, "https://*.wild.example"], credentials=True, expose_headers=["X-Total-Count"])


def ask(app: Flask, path: str, origin: str | None = APP, method: str = "GET", **arguments) -> Response:
    """Send one request with an Origin header."""
    headers = {**arguments.pop("headers", {}), **({} if origin is None else {"Origin": origin})}
    return app.test_client().open(path, method=method, headers=headers, **arguments)


def varies(response: Response) -> list[str]:
    """Return what a response varies by."""
    return [name.strip() for name in ", ".join(response.headers.getlist("Vary")).split(",") if name.strip()]


WAYS_OUT = [
    ("GET", "/items", 200),
    ("HEAD", "/items", 200),
    ("GET", "/items/7", 200),
    ("GET", "/fails/401", 401),
    ("GET", "/fails/403", 403),
    ("GET", "/fails/503", 503),
    ("GET", "/raises", 500),
    ("GET", "/no-such-page", 404),
    ("POST", "/items/7", 405),
    ("GET", "/slash", 308),
    ("GET", "/static/no-such-file", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), WAYS_OUT)
def test_every_response_carries_the_headers(make_app: MakeApp, method: str, path: str, status: int) -> None:
    """Errors of views, of routing and of Flask itself can be read by a listed origin, and by no other."""
    app = make_app(OPTIONS, config={"PROPAGATE_EXCEPTIONS": False})
    for origin, readable in ((APP, True), ("https://a.wild.example", True), (EVIL, False), ("null", False)):
        response = ask(app, path, origin, method)
        assert (status, readable) == (response.status_code, may_read(response, origin, credentials=True))
        assert 1 == varies(response).count("Origin")
        assert readable == ("X-Total-Count" in response.headers.get("Access-Control-Expose-Headers", ""))


@pytest.mark.parametrize(("method", "path", "status"), WAYS_OUT)
def test_without_an_origin_only_vary_is_sent(make_app: MakeApp, method: str, path: str, status: int) -> None:
    """A cache that stores such a response must not serve it to a script of a listed origin."""
    response = ask(make_app(OPTIONS, config={"PROPAGATE_EXCEPTIONS": False}), path, None, method)
    assert 1 == varies(response).count("Origin")
    assert [] == [name for name, _ in response.headers if name.startswith("Access-Control")]


def test_not_modified(make_app: MakeApp) -> None:
    """A 304 carries the headers, as browsers check them again."""
    response = ask(make_app(OPTIONS), "/cached", headers={"If-None-Match": '"one"'})
    assert 304 == response.status_code
    assert may_read(response, APP, credentials=True)


def test_refusals_after_the_gate(make_app: MakeApp) -> None:
    """A body that is too large is answered 413, which a listed origin can read."""
    app = make_app(OPTIONS, body_size=BodySizeOptions(max_body=10))
    response = ask(app, "/items", APP, "PUT", data=b"x" * 100, headers={"Content-Type": "application/json"})
    assert (413, True) == (response.status_code, may_read(response, APP, credentials=True))


def test_refusals_of_the_gate() -> None:
    """A client over its limit is told so, in words that a script of a listed origin can read; preflights do not count."""
    app = new_app()
    limited = RateLimitOptions(default="2 per minute")
    harden(app, cors=OPTIONS, rate_limit=limited)
    for _ in range(5):
        assert passes(preflight(app, "/items", APP, "PUT"), APP, "PUT", credentials=True)
    for status in (200, 200, 429):
        response = ask(app, "/items")
        assert (status, True) == (response.status_code, may_read(response, APP, credentials=True))


def test_the_last_resort() -> None:
    """When a hook of the app fails, the 500 can be read by whom the view's own mark names."""
    app = new_app(TESTING=False, PROPAGATE_EXCEPTIONS=False, HARDENED_HOSTS_ALLOWED=["localhost"])
    harden(app, transport=False)

    @app.get("/marked")
    @cors(origins=[APP])
    def marked():
        return "marked"

    @app.teardown_request
    def fail(error):
        raise RuntimeError("teardown")

    for path, readable in (("/marked", True), ("/items", False)):
        response = ask(app, path)
        assert (500, readable) == (response.status_code, may_read(response, APP))


def test_a_listed_origin_is_answered_in_its_normal_form(make_app: MakeApp) -> None:
    """What is sent is never copied from the request."""
    response = ask(make_app(OPTIONS), "/items", "HTTPS://APP.example:443")
    assert APP == response.headers["Access-Control-Allow-Origin"]


def test_everybody(make_app: MakeApp) -> None:
    """``*`` is sent as such, whoever asks, and never with credentials."""
    app = make_app(CorsOptions(origins=["*"]))
    for origin in (APP, "null", "nonsense \x7f"):
        response = ask(app, "/items", origin)
        assert ("*", None) == (
            response.headers["Access-Control-Allow-Origin"],
            response.headers.get("Access-Control-Allow-Credentials"),
        )


def test_a_request_of_an_unlisted_origin_runs(make_app: MakeApp) -> None:
    """CORS decides who may read; refusing what changes state is the csrf room's business."""
    response = ask(make_app(OPTIONS), "/items", EVIL)
    assert (200, {"method": "GET"}) == (response.status_code, response.json)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("Accept", ["Accept", "Origin"]),
        ("Origin", ["Origin"]),
        ("accept, ORIGIN", ["accept", "ORIGIN"]),
        ("*", ["*"]),
        ("Cookie", ["Cookie", "Origin"]),
    ],
)
def test_vary_is_merged(own: str, expected: list[str]) -> None:
    """What a view varies by stays, and Origin comes once."""
    app = new_app()
    app.add_url_rule("/varied", "varied", lambda: Response("x", headers={"Vary": own}))
    harden(app, cors=OPTIONS)
    response = ask(app, "/varied")
    assert expected == varies(response)
    assert 1 == len(response.headers.getlist("Vary"))


def test_vary_in_several_lines() -> None:
    """Origin is put into the first of them only."""
    app = new_app()
    app.add_url_rule("/varied", "varied", lambda: Response("x", headers=[("Vary", "Accept"), ("Vary", "X-Kind")]))
    harden(app, cors=OPTIONS)
    assert ["Accept, Origin", "X-Kind"] == ask(app, "/varied").headers.getlist("Vary")


def test_a_personal_page_stays_out_of_caches() -> None:
    """Merging Vary does not hide from the headers room that a response used the session."""
    app = new_app()
    app.add_url_rule("/varied", "varied", lambda: Response("x", headers={"Vary": "Cookie"}))
    harden(app, cors=OPTIONS)
    assert "no-store" == ask(app, "/varied").headers["Cache-Control"]


OWN = [
    # what the view sets, the request's origin, who can read the response in the end
    ({"Access-Control-Allow-Origin": "*"}, EVIL, None),
    ({"Access-Control-Allow-Origin": EVIL}, EVIL, None),
    ({"Access-Control-Allow-Origin": "null"}, "null", None),
    ({"Access-Control-Allow-Origin": f"{EVIL}, {APP}"}, EVIL, None),
    ({"Access-Control-Allow-Origin": EVIL}, APP, APP),
    ({"Access-Control-Allow-Origin": APP}, APP, APP),
    ({"Access-Control-Allow-Origin": APP}, EVIL, APP),
    ({"Access-Control-Allow-Origin": APP}, "https://a.wild.example", APP),
    ({"Access-Control-Allow-Origin": APP}, None, APP),
    ({"Access-Control-Allow-Credentials": "true"}, EVIL, None),
]


@pytest.mark.parametrize(("own", "origin", "reader"), OWN)
def test_a_views_own_header_is_never_weaker(own: dict[str, str], origin: str | None, reader: str | None) -> None:
    """The same or a stricter origin stays; any other is dropped, and the policy's answer is sent."""
    app = new_app()
    app.add_url_rule("/own", "own", lambda: Response("x", headers=own))
    harden(app, cors=OPTIONS)
    response = ask(app, "/own", origin)
    assert ([] if reader is None else [reader]) == response.headers.getlist("Access-Control-Allow-Origin")
    assert response.headers.getlist("Access-Control-Allow-Credentials") in ([], ["true"])


def test_credentials_of_a_view_need_the_policys(caplog: pytest.LogCaptureFixture) -> None:
    """Without them in the policy, a view cannot let cookies in."""
    app = new_app()
    own = {"Access-Control-Allow-Origin": APP, "Access-Control-Allow-Credentials": "true"}
    app.add_url_rule("/own", "own", lambda: Response("x", headers=own))
    harden(app, cors=CorsOptions(origins=[APP]))
    response = ask(app, "/own")
    assert (True, False) == (may_read(response, APP), may_read(response, APP, credentials=True))
    assert any("Access-Control-Allow-Credentials" in message for message in caplog.messages)


def test_what_is_dropped_is_noted_once(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    """The note names the endpoint and both ways to mend it; also where CORS is off altogether."""
    app = new_app()
    app.add_url_rule("/own", "own", lambda: Response("x", headers={"Access-Control-Allow-Origin": "*"}))
    harden(app)
    for _ in range(3):
        assert "Access-Control-Allow-Origin" not in ask(app, "/own").headers
    [note] = [message for message in caplog.messages if "Access-Control-Allow-Origin" in message]
    assert all(part in note for part in ("'own'", "@cors(origins=[...])", "@cors(off=True"))


def test_the_api_preset_lets_a_view_narrow_everybody(make_app: MakeApp) -> None:
    """Where everybody may read, a view may name one."""
    app = new_app()
    app.add_url_rule("/own", "own", lambda: Response("x", headers={"Access-Control-Allow-Origin": APP}))
    harden(app, preset="api", cors=CorsOptions(origins=["*"], expose_headers=["X-Total-Count"]))
    response = ask(app, "/own", EVIL)
    assert [APP] == response.headers.getlist("Access-Control-Allow-Origin")
    assert "X-Total-Count" == response.headers["Access-Control-Expose-Headers"]


def test_a_view_may_expose_more() -> None:
    """Which headers the allowed origins see is the view's business; who they are is not."""
    app = new_app()

    @app.get("/exposing/<name>")
    def exposing(name):
        response = make_response("x")
        response.headers["Access-Control-Expose-Headers"] = name
        return response

    harden(app, cors=OPTIONS)
    for name, expected in (("Link", ["Link", "X-Total-Count"]), ("x-total-count", ["X-Total-Count"])):
        assert expected == ask(app, f"/exposing/{name}").headers.getlist("Access-Control-Expose-Headers")


def test_two_apps_share_nothing(make_app: MakeApp) -> None:
    """Each app has its own list."""
    first, second = make_app(CorsOptions(origins=[APP])), make_app(CorsOptions(origins=[EVIL]))
    assert (True, False) == (may_read(ask(first, "/items"), APP), may_read(ask(second, "/items"), APP))


def test_origins_remembered_are_bounded(make_app: MakeApp) -> None:
    """Visitors of thousands of subdomains do not fill the memory."""
    app = make_app(OPTIONS)
    client = app.test_client()
    for number in range(1200):
        origin = f"https://s{number}.wild.example"
        assert origin == client.get("/items", headers={"Origin": origin}).headers["Access-Control-Allow-Origin"]
    policy = app.extensions["hardened"].plans.of("items", "GET").room["cors"]
    assert len(policy._grants) <= 600
