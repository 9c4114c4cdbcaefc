"""No response leads to another site unless it may."""

from __future__ import annotations

import base64
import json
import logging
import time
from typing import Any

import ada_url
import pytest
from flask import Blueprint, Flask, Response, redirect, request
from flask.views import MethodView
from hypothesis import HealthCheck, example, given, settings
from werkzeug.test import Client, EnvironBuilder

from flask_hardened import Hardened, security_event
from flask_hardened.protections.hosts.options import HostsOptions
from flask_hardened.protections.redirects.decorators import redirects
from flask_hardened.protections.redirects.functions import allow_redirect
from flask_hardened.protections.redirects.options import RedirectsOptions
from tests.hostile_urls import hostile_urls
from tests.protections.redirects.conftest import IDP, MakeApp, new_app

EVIL = "https://evil.example/path"
LISTED = RedirectsOptions(mode="listed")


def ask(app: Flask, path: str, to: str, **more: Any) -> Any:
    """Send one request that names where to go."""
    return app.test_client().get(path, query_string={"to": to}, **more)


def raw_app() -> Flask:
    """Return an app that sends what it is given, unchanged."""
    app = new_app()
    Hardened(app, csrf=False, rate_limit=False, events=False)
    return app


def sent_location(app: Flask, to: str) -> str | None:
    """Return the Location that leaves when a WSGI application inside the gate sends `to`."""
    environ = EnvironBuilder(path="/raw", query_string={"to": to}).get_environ()
    try:
        to.encode("latin-1")
    except UnicodeEncodeError:
        to = to.encode("utf-8", "replace").decode("latin-1")

    def application(environ: Any, start_response: Any) -> list[bytes]:
        start_response("302 Found", [("Location", to)])
        return [b""]

    sent: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        sent.update(headers)

    b"".join(Hardened.wrap(app, application)(environ, start_response))
    location = sent.get("Location")
    return None if location is None else location.encode("latin-1").decode("utf-8", "replace")


APP = raw_app()


@settings(max_examples=10_000, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_urls())
@example("/\t/evil.example")
@example("https:evil.example")
def test_no_hostile_value_leaves_the_site(to: str) -> None:
    """Ten thousand values of a grammar, put into Location as they are: whatever leaves, a browser stays here.

    Judged by ada, over http and over https; what no browser can read leads nowhere.
    """
    location = sent_location(APP, to)
    if location is None:
        return
    for page in ("http://localhost/raw", "https://localhost/raw"):
        try:
            read = ada_url.URL(location, base=page)
        except ValueError:
            continue
        assert read.protocol in {"http:", "https:"}
        assert read.hostname == "localhost"
        assert read.port in {"", "80", "443"}


@settings(max_examples=1000)
@given(hostile_urls())
def test_flasks_own_redirect_never_leaves(to: str) -> None:
    """What `redirect()` makes of the same values is mended by Werkzeug first.

    Some of them, such as line breaks and ports that are no numbers, Werkzeug refuses with an exception.
    """
    try:
        response = ask(APP, "/flask", to)
    except ValueError:
        return
    assert response.status_code in {302, 400}
    if response.status_code == 302:
        read = ada_url.URL(response.headers["Location"], base="https://localhost/flask")
        assert read.hostname == "localhost"


@pytest.mark.parametrize("to", ["/", "/a?b=//evil.example", "a/b", "?x", "#x", "", "http://localhost/x", "/%2f/evil.example",
                                "https://localhost/", "//localhost/x", "/a//evil.example", "/\u00fc"])  # fmt: skip
def test_local_redirects_leave(make_app: MakeApp, to: str) -> None:
    """Paths, and the app's own host in any scheme of the web."""
    assert 302 == ask(make_app(), "/flask", to).status_code


@pytest.mark.parametrize("mode", ["untrusted", "listed"])
def test_refused_redirects_name_nothing(make_app: MakeApp, mode: Any) -> None:
    """Neither the headers nor the body hold the link; the cookies of the response go out, and what clears them."""
    response = ask(make_app(RedirectsOptions(mode=mode)), "/raw", EVIL)
    assert 400 == response.status_code
    assert "Location" not in response.headers
    assert "evil" not in response.text
    assert "evil" not in str(response.headers)
    assert ["seen"] == [cookie.partition("=")[0] for cookie in response.headers.getlist("Set-Cookie")]
    assert '"cookies"' == response.headers["Clear-Site-Data"]
    assert "Redirect refused" == response.json["title"]
    assert "Content-Security-Policy" in response.headers
    assert len(response.data) == response.content_length


def test_browsers_get_a_page(make_app: MakeApp) -> None:
    """By their Accept; HEAD gets no body."""
    app = make_app()
    assert "<h1>Redirect refused</h1>" in ask(app, "/raw", EVIL, headers={"Accept": "text/html"}).text
    response = app.test_client().head("/flask", query_string={"to": EVIL})
    assert (400, b"") == (response.status_code, response.data)


def test_the_replaced_body_is_closed(make_app: MakeApp) -> None:
    """What it holds open, such as a file, is let go."""
    app = make_app()
    closed = []

    @app.get("/closing")
    def closing():
        response = redirect("//evil.example")
        response.call_on_close(lambda: closed.append(True))
        return response

    assert 400 == app.test_client().get("/closing").status_code
    assert [True] == closed


def test_sign_in_elsewhere_goes_on(make_app: MakeApp) -> None:
    """A place that the app itself chose leaves by default: one line must not break OAuth."""
    client = make_app().test_client()
    assert IDP == client.get("/sign-in").headers["Location"]
    client.set_cookie("__utmz", "utmcsr=accounts.idp.example|utmcmd=referral")
    sent = {"Referer": "https://accounts.idp.example/"}
    assert 302 == client.get("/sign-in?next=/home&hint=me@idp2.example", headers=sent).status_code


def test_the_strict_preset_takes_a_list(make_app: MakeApp) -> None:
    """In the mode `listed` the same needs an entry."""
    assert 400 == make_app(LISTED).test_client().get("/sign-in").status_code
    allowed = RedirectsOptions(mode="listed", allowed=["https://accounts.idp.example"])
    assert 302 == make_app(allowed).test_client().get("/sign-in").status_code


def test_off(make_app: MakeApp) -> None:
    """Nothing is judged."""
    assert EVIL == ask(make_app(False), "/raw", EVIL).headers["Location"]


def put_together(make_app: MakeApp, location: Any, **request_options: Any) -> Any:
    """Return the response of a view that makes its Location of the request."""
    app = make_app()

    @app.route("/made", methods=["GET", "POST"])
    @app.route("/made/<path:rest>")
    def made(rest: str = "") -> Response:
        return redirect(location())

    return app.test_client(use_cookies=False).open(**{"path": "/made", **request_options})


FROM_REQUEST: dict[str, tuple[Any, dict[str, Any]]] = {
    "query": (lambda: request.args["to"], {"query_string": {"to": EVIL}}),
    "name of a parameter": (lambda: next(iter(request.args)), {"query_string": {EVIL: ""}}),
    "host only": (lambda: f"https://{request.args['to']}/", {"query_string": {"to": "evil.example"}}),
    "upper case": (lambda: request.args["to"], {"query_string": {"to": "https://EVIL.Example"}}),
    "another script": (lambda: request.args["to"], {"query_string": {"to": "https://\uff45vil\u3002example"}}),
    "A-labels": (lambda: request.args["to"], {"query_string": {"to": "https://b\u00fccher.example"}}),
    "encoded twice": (lambda: "https://evil.example", {"query_string": {"to": "https%3A%2F%2F%65vil.example"}}),
    "glued to ours": (lambda: "https://shop.example" + request.args["to"], {"query_string": {"to": ".evil.example/"}}),
    "user name": (lambda: "https://shop.example" + request.args["to"], {"query_string": {"to": "@evil.example/"}}),
    "path": (lambda: request.view_args["rest"], {"path": "/made/https://evil.example"}),
    "form": (lambda: request.form["to"], {"method": "POST", "data": {"to": EVIL}}),
    "json": (lambda: request.json["a"][0], {"method": "POST", "json": {"a": [EVIL]}}),
    "escaped json": (lambda: request.json["to"], {"method": "POST", "data": '{"to":"https:\\/\\/\\u0065vil.example"}',
                                                 "content_type": "application/json"}),
    "own parser": (lambda: json.loads(request.data)["to"], {"method": "POST", "data": json.dumps({"to": EVIL})}),
    "state": (lambda: EVIL, {"query_string": {"state": base64.urlsafe_b64encode(json.dumps({"n": EVIL}).encode()).decode()}}),
    "base64": (lambda: EVIL, {"query_string": {"state": base64.b64encode(EVIL.encode()).decode().rstrip("=")}}),
    "cookie": (lambda: request.cookies["to"], {"headers": {"Cookie": f"a=b; to={EVIL}"}}),
    "encoded cookie": (lambda: EVIL, {"headers": {"Cookie": "to=https%3A%2F%2Fevil.example%2F"}}),
    "referer": (lambda: request.referrer, {"headers": {"Referer": EVIL + "?a=b"}}),
    "sharp s": (lambda: request.args["to"], {"query_string": {"to": "https://stra\u00dfe.example"}}),
    "spaces that the view drops": (lambda: EVIL, {"query_string": {"to": "https://evil .exa\x00mple"}}),
    "dotless": (lambda: request.args["to"], {"query_string": {"to": "http://intranet/"}}),
    "address": (lambda: request.args["to"], {"query_string": {"to": "http://[::2]:80/"}}),
}  # fmt: skip


@pytest.mark.parametrize("case", FROM_REQUEST)
def test_what_the_request_names_is_refused(make_app: MakeApp, case: str) -> None:
    """Wherever it stands in the request, and however it is written."""
    location, request_options = FROM_REQUEST[case]
    response = put_together(make_app, location, **request_options)
    assert (400, "Redirect refused") == (response.status_code, response.json["title"])


FROM_THE_APP: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing": ("https://pay.example/", {}),
    "a longer name": ("https://pay.example/", {"query_string": {"x": "https://notpay.example"}}),
    "a name below": ("https://pay.example/", {"query_string": {"x": "a.pay.example"}}),
    "another name of the domain": ("https://login.pay.example/", {"query_string": {"x": "https://www.pay.example"}}),
    "a tenant": ("https://acme.pay.example/", {"query_string": {"tenant": "acme"}}),
    "a word": ("http://pay/", {"query_string": {"x": "pay"}, "path": "/made/pay"}),
    "where it came from": ("https://pay.example/out", {"headers": {"Referer": "https://pay.example/"}}),
    "analytics": ("https://pay.example/", {"headers": {"Cookie": "ref=pay.example; x=(pay.example)"}}),
    "the host asked for": ("https://shop.example/x", {"base_url": "https://www.shop.example"}),
}


@pytest.mark.parametrize("case", FROM_THE_APP)
def test_what_the_request_does_not_name_leaves(make_app: MakeApp, case: str) -> None:
    """Near misses."""
    to, request_options = FROM_THE_APP[case]
    assert 302 == put_together(make_app, lambda: to, **request_options).status_code


def test_a_body_that_the_view_has_not_read_stays_unread(make_app: MakeApp) -> None:
    """The judgement reads no socket."""
    app = make_app()

    @app.post("/unread")
    def unread():
        return redirect("https://pay.example/")

    response = app.test_client().post("/unread", data={"to": "https://pay.example/"})
    assert 302 == response.status_code


DISGUISED = ["//evil.example", "///evil.example", r"/\evil.example", r"\\evil.example", "/\t/evil.example",
             "https:evil.example", "http:/evil.example", "https:///evil.example", r"https:\\evil.example",
             "https://evil.example\\@localhost/", "https://localhost@evil.example", "https://%65vil.example",
             "http://2130706434", "http://0x7f.2", "javascript:alert(1)", "data:text/html,x", "ftp://evil.example",
             "mailto:a@evil.example", "https://", "https://a b/"]  # fmt: skip


@pytest.mark.parametrize("to", DISGUISED)
def test_disguises_are_refused_whoever_wrote_them(to: str) -> None:
    """The app's own too: nobody means these."""
    app = raw_app()

    def application(environ: Any, start_response: Any) -> list[bytes]:
        start_response("302 Found", [("Location", to)])
        return [b""]

    response = Client(Hardened.wrap(app, application)).get("/")
    assert (400, None) == (response.status_code, response.headers.get("Location"))


def test_listed_places_may_be_written_in_any_way(make_app: MakeApp) -> None:
    """What is listed is listed."""
    options = RedirectsOptions(allowed=["https://pay.example", "https://*.cdn.example", "com.example.app:"])
    app = make_app(options)
    for to in ["https://pay.example/x", "https://a.b.cdn.example", "com.example.app://done?code=1"]:
        assert 302 == ask(app, "/raw", to).status_code
    for to in ["http://pay.example/x", "https://cdn.example", "https://pay.example:8443/", "com.example.apps:x"]:
        assert 400 == ask(app, "/raw", to).status_code


def test_configured_hosts_are_ours() -> None:
    """From whichever of them the request comes."""
    app = new_app()
    Hardened(app, rate_limit=False, hosts=HostsOptions(allowed=["shop.example", "*.shop.example", "alt.example:8443"]))
    for to in ["https://shop.example/", "http://www.shop.example/", "https://alt.example:8443/", "https://alt.example"]:
        assert 302 == ask(app, "/raw", to, base_url="https://shop.example").status_code
    for to in ["https://notshop.example/", "https://alt.example:9443", "https://shop.example.evil.example/"]:
        assert 400 == ask(app, "/raw", to, base_url="https://shop.example").status_code


def test_another_port_is_another_site(make_app: MakeApp) -> None:
    """Another service may listen there; the port that was asked is ours, and so are those of http and https."""
    app = make_app()
    for to, status in [("http://localhost:5000/", 302), ("http://localhost/", 302), ("http://localhost:5001/", 400)]:
        assert status == ask(app, "/raw", to, base_url="http://localhost:5000").status_code


@pytest.mark.parametrize("status", ["201 Created", "200 OK", "304 Not Modified", "404 Not Found"])
def test_other_responses_lose_the_header_only(make_app: MakeApp, status: str) -> None:
    """Nothing follows it by itself, and what was created is created."""
    app = make_app()
    response = app.test_client().get("/raw", query_string={"to": EVIL, "status": status})
    assert status == response.status
    assert "Location" not in response.headers
    kept = app.test_client().get("/raw", query_string={"to": "/items/7", "status": status})
    assert "/items/7" == kept.headers["Location"]


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_every_redirect_is_judged(make_app: MakeApp, status: int) -> None:
    """Whatever its code."""
    response = make_app().test_client().get("/raw", query_string={"to": EVIL, "status": f"{status} Somewhere"})
    assert 400 == response.status_code


@pytest.mark.parametrize(
    "value",
    ["0; url=//evil.example", "0;URL='https://evil.example'", "5,javascript:alert(1)", "1 url = //evil.example"],
)
def test_refresh_is_judged_too(make_app: MakeApp, value: str) -> None:
    """The page stays, the header goes."""
    response = ask(make_app(), "/refresh", value)
    assert (200, None) == (response.status_code, response.headers.get("Refresh"))


@pytest.mark.parametrize("value", ["5", "5; url=/next", "0;url=https://localhost/", "nonsense", ""])
def test_harmless_refreshes_stay(make_app: MakeApp, value: str) -> None:
    """Reloads, and pages of ours."""
    assert value == ask(make_app(), "/refresh", value).headers.get("Refresh")


def test_redirects_of_flask_itself_leave(make_app: MakeApp) -> None:
    """To the path with a slash."""
    assert "http://localhost/slash/" == make_app(LISTED).test_client().get("/slash").headers["Location"]


def test_decorators_list_more(make_app: MakeApp) -> None:
    """On views, on methods of view classes, on blueprints; a list adds to the outer ones."""
    app = make_app(RedirectsOptions(mode="listed", allowed=["https://one.example"]))

    def go() -> Response:
        return redirect(request.args["to"])

    class Both(MethodView):
        @redirects(to=["https://two.example"])
        def get(self) -> Response:
            return go()

        def post(self) -> Response:
            return go()

    shop = redirects(to="https://three.example")(Blueprint("shop", __name__))
    shop.add_url_rule("/shop", "plain", lambda: go())
    shop.add_url_rule("/shop/four", "four", redirects(to=["https://four.example"])(lambda: go()))
    app.register_blueprint(shop)
    app.add_url_rule("/both", view_func=Both.as_view("both"))
    client = app.test_client()

    def allowed(method: str, path: str) -> list[str]:
        names = ["one", "two", "three", "four"]
        return [
            name
            for name in names
            if client.open(path, method=method, query_string={"to": f"https://{name}.example/"}).status_code == 302
        ]

    assert ["one", "two"] == allowed("GET", "/both")
    assert ["one"] == allowed("POST", "/both")
    assert ["one", "three"] == allowed("GET", "/shop")
    assert ["one", "three", "four"] == allowed("GET", "/shop/four")


def test_a_view_can_judge_itself(make_app: MakeApp) -> None:
    """With a reason; a list inside of it is judged again."""
    app = make_app()
    oauth = redirects(off=True, reason="compared with the clients' list")(Blueprint("oauth", __name__))
    oauth.add_url_rule("/authorize", "authorize", lambda: redirect(request.args["to"]))
    oauth.add_url_rule("/out", "out", redirects(to=["https://a.example"])(lambda: redirect(request.args["to"])))
    app.register_blueprint(oauth)
    assert EVIL == ask(app, "/authorize", EVIL).headers["Location"]
    assert 400 == ask(app, "/out", EVIL).status_code


def test_a_view_can_vouch(make_app: MakeApp) -> None:
    """For the origin it has checked, in this response only."""
    app = make_app(LISTED)

    @app.get("/vouch")
    def vouch():
        if "vouched" in request.args:
            allow_redirect(request.args["vouched"])
        return redirect(request.args["to"])

    client = app.test_client()
    assert 302 == client.get("/vouch", query_string={"to": EVIL, "vouched": EVIL}).status_code
    assert 302 == client.get("/vouch", query_string={"to": "app.example:x", "vouched": "app.example:y"}).status_code
    assert 400 == client.get("/vouch", query_string={"to": EVIL, "vouched": "https://other.example"}).status_code
    assert 400 == client.get("/vouch", query_string={"to": EVIL}).status_code


def test_each_refusal_is_an_event_and_the_first_is_logged(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    """With the origin it would have led to, never its path or query; the log says what to do."""
    app = make_app()
    seen: list[dict[str, Any]] = []
    caplog.set_level(logging.WARNING, "flask_hardened")

    def receiver(sender: Flask, event: dict[str, Any]) -> None:
        seen.append(event)

    with security_event.connected_to(receiver, app):
        for _ in range(3):
            ask(app, "/flask", "https://evil.example/secret-path?code=secret")
    assert ["http_redirect_refused"] * 3 == [event["event"] for event in seen]
    event = seen[0]
    assert ("by_flask", "https://evil.example", "request", "query") == (
        event["endpoint"], event["target"], event["reason"], event["named_in"])  # fmt: skip
    assert "secret" not in json.dumps(seen)
    lines = [record.getMessage() for record in caplog.records if "Refused a redirect" in record.getMessage()]
    assert 1 == len(lines)
    assert "@redirects(to=[...])" in lines[0]
    assert "secret" not in lines[0]


def test_a_response_without_location_is_not_looked_at(make_app: MakeApp) -> None:
    """Nothing is added to the plan but two names of headers."""
    with_it, without = make_app(), make_app(False)
    plans = [app.extensions["hardened"].plans.of("slash", "GET") for app in (with_it, without)]
    assert {"location", "refresh"} == set(plans[0].watched) - set(plans[1].watched)
    assert len(plans[1].finish) == len(plans[0].finish)
    assert len(plans[1].before) == len(plans[0].before)


def test_a_response_that_starts_late_loses_header_and_status(make_app: MakeApp) -> None:
    """A WSGI application may begin only when it is iterated; its body cannot be taken back then."""
    app = make_app()

    def application(environ: Any, start_response: Any) -> Any:
        start_response("302 Found", [("Location", "//evil.example")])
        yield b"late"

    response = Client(Hardened.wrap(app, application)).get("/")
    assert ("400 Bad Request", None) == (response.status, response.headers.get("Location"))


@pytest.mark.parametrize("filler", ["a=b.c&", "a=//b.c&", "//%E4%B8%80%E4%B8%81.c=&", "a=%25252e&"])
def test_a_form_full_of_texts_costs_no_time(make_app: MakeApp, filler: str) -> None:
    """Hundreds of thousands of them are looked through, the last one too, without looking at each."""
    app = make_app()
    app.config["MAX_FORM_MEMORY_SIZE"] = None  # Werkzeug before 3.1.2 has it hold for such forms too

    @app.post("/pay")
    def pay():
        return redirect(f"https://{request.form['last']}/" if "last" in request.form else "https://pay.example/")

    body = filler * (900_000 // len(filler))
    form = {"content_type": "application/x-www-form-urlencoded"}
    began = time.process_time()
    assert 302 == app.test_client().post("/pay", data=body, **form).status_code
    assert 400 == app.test_client().post("/pay", data=f"{body}last=evil.example", **form).status_code
    assert time.process_time() - began < 20
