"""How the policy leaves: on which responses, beside what the view says itself, on streams and behind prefixes."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask, Response, abort, redirect, render_template_string, request, stream_with_context
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from flask_hardened.protections.csp.decorators import csp
from flask_hardened.protections.csp.nonce import csp_nonce
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.sheet import MAX_HASHES
from tests.protections.csp.conftest import MakeApp

CSP = "Content-Security-Policy"
REPORT = "Content-Security-Policy-Report-Only"
Read = Callable[[TestResponse], dict[str, list[str]]]


def header_app(make_app: MakeApp, headers: dict[str, str], options: CspOptions | None = None) -> Flask:
    app = make_app(options)
    app.add_url_rule("/own", "own", lambda: ("x", headers))
    return app


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/none", 404), ("/gone", 410), ("/away", 302), ("/empty", 204), ("/broken", 500)]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_response_has_exactly_one(
    make_app: MakeApp, policy_of: Read, path: str, status: int, method: str
) -> None:
    """Whatever the status and method, the policy is there once."""
    app = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/gone", "gone", lambda: abort(410))
    app.add_url_rule("/away", "away", lambda: redirect("/"))
    app.add_url_rule("/empty", "empty", lambda: ("", 204))
    app.add_url_rule("/broken", "broken", lambda: 1 / 0)
    response = app.test_client().open(path, method=method)
    if method in {"GET", "HEAD"}:
        assert status == response.status_code
    assert ["'none'"] == policy_of(response)["frame-ancestors"]


def test_a_304_has_none(make_app: MakeApp) -> None:
    """The stored page keeps the policy that has its nonce; also what a view set is not sent."""
    app = make_app(CspOptions(report_only="strict"))

    @app.get("/page")
    def page():
        response = app.make_response(render_template_string("<script>1</script>"))
        response.headers[CSP] = "img-src 'self'"
        response.set_etag("1")
        return response.make_conditional(request)

    client = app.test_client()
    assert CSP in client.get("/page").headers
    response = client.get("/page", headers={"If-None-Match": '"1"'}, base_url="https://localhost")
    assert 304 == response.status_code
    assert [] == [name for name, _ in response.headers if name.startswith(("Content-Security", "Reporting"))]


def test_what_a_view_set_holds_too(make_app: MakeApp) -> None:
    """Two policies in one line: browsers enforce both, so neither weakens the other."""
    app = header_app(make_app, {CSP: "img-src 'none'"})
    client = app.test_client()
    assert [f"img-src 'none', {client.get('/').headers[CSP]}"] == client.get("/own").headers.getlist(CSP)


def test_a_weaker_policy_of_a_view_gains_nothing(make_app: MakeApp) -> None:
    """A view's own policy never replaces ours."""
    app = header_app(make_app, {CSP: "default-src * 'unsafe-inline'"})
    client = app.test_client()
    assert client.get("/own").headers[CSP].endswith(f", {client.get('/').headers[CSP]}")


def test_the_same_policy_is_sent_once(make_app: MakeApp) -> None:
    """A view that copies our policy does not double it."""
    ours = make_app().test_client().get("/").headers[CSP]
    assert [ours] == header_app(make_app, {CSP: ours}).test_client().get("/own").headers.getlist(CSP)


def test_several_lines_of_a_view_are_all_kept(make_app: MakeApp) -> None:
    """A header that came twice is one list."""
    app = make_app()

    @app.get("/own")
    def own():
        response = Response("x")
        response.headers.add(CSP, "img-src 'none'")
        response.headers.add(CSP.lower(), "font-src 'none'")
        return response

    values = app.test_client().get("/own").headers.getlist(CSP)
    assert 1 == len(values)
    assert values[0].startswith("img-src 'none', font-src 'none', default-src")


def test_a_views_report_only_policy_stays_one(make_app: MakeApp) -> None:
    """It is sent beside our enforced policy, and joined with a report-only policy of ours."""
    app = header_app(make_app, {REPORT: "img-src 'none'"})
    headers = app.test_client().get("/own").headers
    assert ["img-src 'none'"] == headers.getlist(REPORT)
    assert 1 == len(headers.getlist(CSP))
    app = header_app(make_app, {REPORT: "img-src 'none'"}, CspOptions(report_only={"font_src": ["'none'"]}))
    headers = app.test_client().get("/own").headers
    assert ["img-src 'none', font-src 'none'; report-uri /.well-known/csp-reports"] == headers.getlist(REPORT)


def test_a_views_endpoints_are_kept(make_app: MakeApp) -> None:
    """A view's own policy may report elsewhere."""
    app = make_app()
    app.add_url_rule("/own", "own", lambda: ("x", {"Reporting-Endpoints": 'other="https://r.example/"'}))
    headers = app.test_client().get("/own", base_url="https://localhost").headers
    assert ['other="https://r.example/", csp="/.well-known/csp-reports"'] == headers.getlist("Reporting-Endpoints")


def test_not_enforced_means_reported(make_app: MakeApp) -> None:
    """With ``enforce=False`` the whole policy moves, less what browsers ignore there; a view's own stays enforced."""
    app = header_app(make_app, {CSP: "img-src 'none'"}, CspOptions(enforce=False, sandbox=["allow-scripts"]))
    headers = app.test_client().get("/own", base_url="https://localhost").headers
    assert "img-src 'none'" == headers[CSP]
    assert "default-src 'self'" in headers[REPORT]
    assert "upgrade-insecure-requests" not in headers[REPORT]
    assert "sandbox" not in headers[REPORT]


def test_not_enforced_beside_a_second_policy(make_app: MakeApp) -> None:
    """Two report-only policies share one line."""
    app = make_app(CspOptions(enforce=False, report_only={"img_src": ["'none'"]}, report_path=None))
    headers = app.test_client().get("/").headers
    assert CSP not in headers
    first, second = headers[REPORT].split(", ")
    assert first.startswith("default-src 'self'")
    assert "img-src 'none'" == second


def test_a_script_may_load_its_parts(make_app: MakeApp, policy_of: Read) -> None:
    """A worker's policy comes with its script: ``importScripts`` of the own origin works, others' does not."""
    app = make_app()
    app.add_url_rule("/worker.js", "worker_js", lambda: Response("1", mimetype="text/javascript"))
    app.add_url_rule("/page", "page", lambda: Response("1", mimetype="text/html"))
    client = app.test_client()
    assert ["'self'"] == policy_of(client.get("/worker.js"))["script-src"]
    assert ["'none'"] == policy_of(client.get("/page"))["script-src"]


def test_reporting_endpoints_go_with_documents(make_app: MakeApp) -> None:
    """Only a page over HTTPS can use them; other responses are spared the header."""
    app = make_app()
    app.add_url_rule("/data", "data", lambda: {"a": 1})
    client = app.test_client()
    assert (
        'csp="/.well-known/csp-reports"' == client.get("/", base_url="https://localhost").headers["Reporting-Endpoints"]
    )
    assert "Reporting-Endpoints" not in client.get("/data", base_url="https://localhost").headers
    assert "Reporting-Endpoints" not in client.get("/").headers


def test_an_own_endpoint_takes_the_collectors_place(make_app: MakeApp) -> None:
    """Its address stands in the policy, and the built-in path is an ordinary 404."""
    app = make_app(CspOptions(report_uri="https://r.example/csp"))
    client = app.test_client()
    headers = client.get("/", base_url="https://localhost").headers
    assert headers[CSP].endswith("; report-uri https://r.example/csp; report-to csp")
    assert 'csp="https://r.example/csp"' == headers["Reporting-Endpoints"]
    assert 404 == client.post("/.well-known/csp-reports").status_code


def test_without_reporting_nothing_is_named(make_app: MakeApp) -> None:
    """``report_path=None`` leaves reporting out altogether."""
    headers = make_app(CspOptions(report_path=None)).test_client().get("/", base_url="https://localhost").headers
    assert "report" not in headers[CSP]
    assert "Reporting-Endpoints" not in headers


@pytest.mark.parametrize(
    ("prefix", "shown"),
    [
        ("/shop", "/shop"),
        ("/a/b", "/a/b"),
        ("/a;b", "/a%3Bb"),
        ("/a,b", "/a%2Cb"),
        ('/a"b', "/a%22b"),
        ("/ä", "/%C3%A4"),
        ("/a b", "/a%20b"),
        ("/a'b", "/a%27b"),
        ("/a\r\nb", "/a%0D%0Ab"),
    ],
)
def test_under_a_prefix_reports_find_home(make_app: MakeApp, prefix: str, shown: str) -> None:
    """Mounted somewhere, the address of the collector has the prefix, and no prefix injects anything."""
    app = make_app()
    environ = {"SCRIPT_NAME": prefix.encode().decode("latin-1")}
    client = app.test_client()
    for _ in range(2):
        headers = client.get("/", base_url="https://localhost", environ_overrides=environ).headers
        assert headers[CSP].endswith(f"; report-uri {shown}/.well-known/csp-reports; report-to csp")
        assert f'csp="{shown}/.well-known/csp-reports"' == headers["Reporting-Endpoints"]


def test_many_prefixes_do_not_fill_memory(make_app: MakeApp) -> None:
    """Sheets are kept for a few mount points only; the others are rendered each time."""
    app = make_app()
    client = app.test_client()
    for number in range(100):
        headers = client.get("/", environ_overrides={"SCRIPT_NAME": f"/{number}"}).headers
        assert headers[CSP].endswith(f"report-uri /{number}/.well-known/csp-reports")
    compiled = app.extensions["hardened"].plans.of("index", "GET").room["csp"]
    assert 16 == len(compiled._mounted)


def test_the_collector_answers_under_a_dispatcher(make_app: MakeApp) -> None:
    """Behind DispatcherMiddleware the announced address is the one that answers."""
    client = Client(DispatcherMiddleware(Flask("outer").wsgi_app, {"/shop": make_app().wsgi_app}))
    assert "report-uri /shop/.well-known/csp-reports" in client.get("/shop/").headers[CSP]
    report = {"csp-report": {"effective-directive": "img-src"}}
    sent = client.post("/shop/.well-known/csp-reports", json=report, content_type="application/csp-report")
    assert 204 == sent.status_code


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def streaming_app(make_app: MakeApp, options: CspOptions | None = None) -> Flask:
    app = make_app(options)

    @app.get("/stream")
    def stream():
        def page():
            yield "<!doctype html>"
            yield f"<script nonce={csp_nonce()}>1</script>"

        return Response(stream_with_context(page()), mimetype=request.args.get("type", "text/html"))

    return app


@pytest.mark.parametrize("mimetype", ["text/html", "application/xhtml%2Bxml"])
def test_a_stream_gets_its_nonce_before_its_body(make_app: MakeApp, policy_of: Read, mimetype: str) -> None:
    """The headers leave first, so the nonce that the body asks for later is made for them."""
    response = streaming_app(make_app).test_client().get(f"/stream?type={mimetype}")
    nonce = re.search(r"nonce=([\w-]{22})", response.text)
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in policy_of(response)["script-src"]


@pytest.mark.parametrize("path", ["/stream?type=application/json", "/stream?type=text/plain"])
def test_other_streams_get_none(make_app: MakeApp, policy_of: Read, path: str) -> None:
    """A download is no page."""
    assert ["'none'"] == policy_of(streaming_app(make_app).test_client().get(path))["script-src"]


def test_head_of_a_stream_gets_none(make_app: MakeApp, policy_of: Read) -> None:
    """Without a body there is nothing a nonce could belong to."""
    assert ["'none'"] == policy_of(streaming_app(make_app).test_client().head("/stream"))["script-src"]


def test_a_stream_without_use_for_a_nonce_gets_none(make_app: MakeApp) -> None:
    """In the ``api`` profile streams stay without."""
    response = streaming_app(make_app, CspOptions(profile="api")).test_client().get("/stream")
    assert "nonce-" not in response.headers[CSP]


def test_handlers_and_styles_are_allowed_by_hash(make_app: MakeApp, policy_of: Read) -> None:
    """A template's handler and style attribute stand in its page's policy, and in no other page's."""
    app = make_app()
    app.add_url_rule("/page", "page", lambda: render_template_string("<p onclick='go()' style='color:red'>"))
    client = app.test_client()
    for _ in range(2):
        policy = policy_of(client.get("/page"))
        assert ["'unsafe-hashes'", sha256("go()")] == policy["script-src-attr"]
        assert ["'unsafe-hashes'", sha256("color:red")] == policy["style-src-attr"]
    assert ["'none'"] == policy_of(client.get("/"))["script-src-attr"]


def test_hashes_do_not_undo_unsafe_inline(make_app: MakeApp, policy_of: Read) -> None:
    """A directive that allows all inline styles stays as it is: a hash would switch 'unsafe-inline' off."""
    app = make_app(CspOptions(style_src_attr=["'unsafe-inline'"]))
    app.add_url_rule("/page", "page", lambda: render_template_string("<p style='color:red'>"))
    assert ["'unsafe-inline'"] == policy_of(app.test_client().get("/page"))["style-src-attr"]


def test_too_many_hashes_are_cut_and_said(make_app: MakeApp, policy_of: Read, caplog: pytest.LogCaptureFixture) -> None:
    """Headers of many kilobytes are refused by proxies, so the first 50 hashes go out, and the log says it."""
    app = make_app()
    styles = "".join(f"<p style='width:{number}px'>" for number in range(80))
    app.add_url_rule("/page", "page", lambda: render_template_string(f"<p onclick='go()'>{styles}"))
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        policy = policy_of(app.test_client().get("/page"))
    assert MAX_HASHES - 1 == len(policy["style-src-attr"]) - 1
    assert 2 == len(policy["script-src-attr"])
    assert "more than 50 inline handlers" in caplog.text


def test_two_apps_do_not_mix(make_app: MakeApp) -> None:
    """Threads hammering two apps with different policies get each app's own, and each page its own nonce."""
    apps = [make_app(CspOptions(img_src=[f"https://{name}.example"])) for name in ("one", "two")]
    for app in apps:
        app.add_url_rule("/page", "page", lambda: render_template_string("{{ csp_nonce() }}"))
    wrong: list[str] = []

    def hammer(app: Flask, host: str) -> None:
        client = app.test_client()
        for _ in range(40):
            response = client.get("/page")
            value = response.headers[CSP]
            if f"img-src https://{host}.example;" not in value or value.count(f"'nonce-{response.text}'") != 2:
                wrong.append(value)

    threads = [threading.Thread(target=hammer, args=pair) for pair in list(zip(apps, ("one", "two"), strict=True)) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == wrong


def test_off_sends_none_and_keeps_the_views_own(make_app: MakeApp) -> None:
    """A view whose policy is off says everything itself."""
    app = make_app()
    app.add_url_rule("/off", "off", csp(off=True, reason="test")(lambda: "x"))
    app.add_url_rule("/own", view_func=csp(off=True, reason="test")(lambda: ("x", {CSP: "img-src *"})))
    client = app.test_client()
    assert CSP not in client.get("/off").headers
    assert ["img-src *"] == client.get("/own").headers.getlist(CSP)


def test_the_feature_can_be_off(make_app: MakeApp) -> None:
    """``Hardened(app, csp=False)`` sends no policy, and takes no reports."""
    client = make_app(False).test_client()
    assert CSP not in client.get("/").headers
    assert 404 == client.post("/.well-known/csp-reports").status_code


def test_who_may_frame_is_said_once(make_app: MakeApp) -> None:
    """X-Frame-Options follows what browsers are held to; a policy that is only reported holds nobody."""

    def frame_ancestors(options: CspOptions) -> object:
        return make_app(options).extensions["hardened"].plans.default.room["csp"].frame_ancestors

    assert ("'none'",) == frame_ancestors(CspOptions())
    assert ("'self'",) == frame_ancestors(CspOptions(frame_ancestors=["'self'"]))
    assert None is frame_ancestors(CspOptions(enforce=False))
