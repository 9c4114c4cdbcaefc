"""What views, blueprints and FlaskForms see of the check."""

from __future__ import annotations

import functools
import io
import logging
import sys

import pytest
from flask import Blueprint, Flask, g, request
from flask.views import MethodView
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from wtforms import StringField

from flask_hardened import ConfigurationError, Hardened, security_event
from flask_hardened.protections.csrf.decorators import csrf, csrf_exempt
from flask_hardened.protections.csrf.failures import CsrfError, Failure
from flask_hardened.protections.csrf.options import CsrfOptions
from flask_hardened.protections.csrf.tokens import make as make_token
from flask_hardened.protections.csrf.tokens import signing_key
from tests.protections.csrf.conftest import KEY

CROSS = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def app() -> Flask:
    """A hardened app with the csrf room's defaults."""
    app = Flask("views_app")
    app.config.update(TESTING=True, SECRET_KEY=KEY)
    Hardened(app, rate_limit=False)
    return app


def post(app, path, headers=CROSS, **sent):
    return app.test_client().post(path, headers=headers, **sent).status_code


def test_an_exempt_view(app):
    """It takes what it is sent, by whomever; its neighbour of the same name does not."""

    def local(exempt):
        def view():
            return str(g.get("csrf_valid"))

        return csrf_exempt(reason="signed")(view) if exempt else view

    app.add_url_rule("/open", "open", local(True), methods=["POST"])
    app.add_url_rule("/closed", "closed", local(False), methods=["POST"])
    assert (200, 403) == (post(app, "/open"), post(app, "/closed"))
    assert "True" == app.test_client().post("/open", data={"a": 1}).text


def test_an_exempt_view_that_also_shows_a_page(app):
    """GET is no different there."""
    app.route("/open", methods=["GET", "POST"])(csrf_exempt(reason="signed")(lambda: str(g.get("csrf_valid"))))
    assert "None" == app.test_client().get("/open").text


@pytest.mark.parametrize("outermost", [True, False])
def test_the_order_of_decorators(app, outermost):
    """The mark is seen above and below the route, and through a decorator that wraps."""

    def logged(view):
        @functools.wraps(view)
        def wrapper():
            return view()

        return wrapper

    def view():
        return "ok"

    exempt = csrf_exempt(reason="signed")
    marked = exempt(logged(view)) if outermost else logged(exempt(view))
    app.post("/hook")(marked)
    assert 200 == post(app, "/hook")


def test_an_exempt_view_class_and_one_method_of_another(app):
    """A class is exempt as a whole; a mark on a method holds for that method."""

    @csrf_exempt(reason="signed")
    class Hooks(MethodView):
        def post(self):
            return "ok"

    class Mixed(MethodView):
        @csrf_exempt(reason="signed")
        def post(self):
            return "ok"

        def put(self):
            return "ok"

    app.add_url_rule("/hooks", view_func=Hooks.as_view("hooks"))
    app.add_url_rule("/mixed", view_func=Mixed.as_view("mixed"))
    client = app.test_client()
    assert 200 == post(app, "/hooks")
    assert (200, 403) == (post(app, "/mixed"), client.put("/mixed", headers=CROSS).status_code)


def test_exempt_blueprints_nested_ones_too(app):
    """What lies in an exempt blueprint is exempt, unless a mark further in says otherwise."""
    outer, inner, other = Blueprint("outer", "x"), Blueprint("inner", "x"), Blueprint("inner", "x")
    csrf_exempt(reason="an API with signatures")(outer)
    inner.post("/inner")(lambda: "ok")
    inner.post("/again", endpoint="again")(csrf(mode="strict")(lambda: "ok"))
    other.post("/other")(lambda: "ok")
    outer.register_blueprint(inner)
    app.register_blueprint(outer)
    app.register_blueprint(other)
    assert (200, 403, 403) == (post(app, "/inner"), post(app, "/again"), post(app, "/other"))


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_exemption_needs_a_reason(reason):
    """The audit and the next developer want to read it."""
    with pytest.raises(ConfigurationError, match="no reason"):
        csrf_exempt(reason=reason)
    with pytest.raises(TypeError):
        csrf_exempt(lambda: "ok")


def test_options_of_one_view(app):
    """A view may trust an origin, or be content with the browser's word."""
    app.post("/partner")(csrf(trusted_origins=["https://evil.example"])(lambda: "ok"))
    app.post("/modern", endpoint="modern")(csrf(mode="modern")(lambda: "ok"))
    app.post("/logged", endpoint="logged")(csrf(enforce=False)(lambda: "ok"))
    app.post("/plain", endpoint="plain")(lambda: "ok")
    form = {"data": {"a": "1"}}
    assert (200, 403) == (post(app, "/partner"), post(app, "/plain"))
    assert (200, 403) == (post(app, "/modern", SAME, **form), post(app, "/plain", SAME, **form))
    assert (403, 200) == (post(app, "/modern"), post(app, "/logged"))


def test_options_of_one_view_are_checked():
    """What means nothing is a mistake of the set-up."""
    with pytest.raises(ConfigurationError) as caught:
        csrf(mode="lax", trusted_origins=["partner.example", "https://ok.example", "https://x.example/path"])
    assert 3 == len(caught.value.problems)
    csrf(trusted_origins="https://one.example")


@pytest.mark.parametrize("origin", ["*", "null", "https://*.example.com", "https://a.example/", "a.example", "ftp://a"])
def test_trusted_origins_are_exact(origin):
    """No patterns: a subdomain somebody else can get must not be trusted by accident."""
    with pytest.raises(ConfigurationError, match="no origin"):
        CsrfOptions(trusted_origins=[origin])


def test_trusted_origins_in_any_spelling(make):
    """They are compared as browsers write them."""
    app = make(trusted_origins=["HTTPS://Partner.Example:443"])
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://partner.example"}
    assert 200 == app.test_client().post("/", headers=headers, data={"a": "1"}).status_code


SENTENCES = [
    ("cross_site", "malicious_cors", CROSS, {}),
    ("cross_origin", "malicious_cors", {"Origin": "https://evil.example"}, {}),
    ("missing", "input_validation_fail", SAME, {"data": {"a": "1"}}),
    ("expired", "input_validation_fail", SAME, {"data": {"csrf_token": make_token("ab", signing_key(KEY), 1)}}),
    ("invalid", "input_validation_fail", SAME, {"data": {"csrf_token": "nonsense"}}),
    ("mismatch", "input_validation_fail", SAME, {"data": {"csrf_token": make_token("cd", signing_key(KEY), 2**31)}}),
]


@pytest.mark.parametrize(("reason", "event", "headers", "sent"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_each_failure_has_its_own_sentence(app, reason, event, headers, sent):
    """403 as problem+json or HTML, and one event that says why."""
    if reason == "mismatch":
        app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.post("/")(lambda: "ok")
    client = app.test_client()
    with client.session_transaction() as session:
        session["csrf_token"] = "ab"
    seen = []
    with security_event.connected_to(lambda app, event: seen.append(event)):
        response = client.post("/", headers=headers, **sent)
    assert (403, "application/problem+json") == (response.status_code, response.content_type)
    assert "Invalid CSRF token" == response.json["error"]
    assert [(event, f"csrf_{reason}", response.json["detail"], True)] == [
        (one["event"], one["reason"], one["description"], one["enforced"]) for one in seen
    ]
    assert response.json["detail"] == CsrfError(Failure[reason.upper()]).description
    page = client.post("/", headers={**headers, "Accept": "text/html"}, **sent)
    assert (403, "text/html; charset=utf-8") == (page.status_code, page.content_type)
    assert "Invalid CSRF token" in page.text
    assert "Strict-Transport-Security" in page.headers or "Content-Security-Policy" in page.headers


def test_sentences_for_a_lost_session(app):
    """Without a session no token can be right, and the body is not read to find one."""
    app.post("/")(lambda: "ok")
    client = app.test_client()
    said = client.post("/", headers=SAME, data={"csrf_token": "x"}).json["detail"]
    assert "The CSRF token is missing, or the session that it belongs to." == said
    said = client.post("/", headers={**SAME, "X-CSRFToken": "x"}, data={"a": "1"}).json["detail"]
    assert "The CSRF session token is missing." == said


class Unreadable(io.RawIOBase):
    """A body that fails the test when it is read."""

    def readable(self):
        return True

    def readinto(self, buffer):
        raise AssertionError("the body was read")


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("headers", [CROSS, SAME, {}])
def test_a_large_form_is_refused_before_it_is_parsed(app, content_type, headers):
    """60 MB without a token: not one byte is read."""
    app.post("/")(lambda: request.form.get("a", ""))
    app.config.update(MAX_CONTENT_LENGTH=80_000_000, MAX_FORM_MEMORY_SIZE=None)
    environ = {"CONTENT_LENGTH": "60000000", "wsgi.input": Unreadable()}
    response = app.test_client().post("/", content_type=content_type, headers=headers, environ_overrides=environ)
    assert 403 == response.status_code


def test_log_only(make, events, caplog):
    """For a roll-out: an event, and the request passes; the start says so."""
    app = make(enforce=False)
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        assert 200 == app.test_client().post("/", headers=CROSS).status_code
    assert [("malicious_cors", "csrf_cross_site", False)] == [
        (one["event"], one["reason"], one["enforced"]) for one in events
    ]
    assert any("HARDENED_CSRF_ENFORCE" in record.getMessage() for record in caplog.records)


class Name(FlaskForm):
    name = StringField()


def with_form(app):
    @app.route("/name", methods=["GET", "POST"])
    def name():
        form = Name()
        if form.validate_on_submit():
            return f"hello {form.name.data}"
        return str(form.hidden_tag()) if request.method == "GET" else str(form.errors)

    return app.test_client()


def test_flask_form_unchanged(app):
    """Its token is accepted by our check, and it asks for none that we did not ask for."""
    client = with_form(app)
    token = client.get("/name").text.split('value="')[1].split('"')[0]
    assert "hello ada" == client.post("/name", headers=SAME, data={"csrf_token": token, "name": "ada"}).text
    assert 403 == client.post("/name", headers=SAME, data={"name": "ada"}).status_code
    script = {**SAME, "Sec-Fetch-Mode": "cors"}
    assert "hello ada" == client.post("/name", headers=script, data={"name": "ada"}).text


def test_flask_form_after_a_rotation_of_the_key(app):
    """SECRET_KEY_FALLBACKS holds for FlaskForm too, which alone does not know it."""
    client = with_form(app)
    token = client.get("/name").text.split('value="')[1].split('"')[0]
    app.config.update(SECRET_KEY="n" + KEY, SECRET_KEY_FALLBACKS=[KEY])
    assert "hello ada" == client.post("/name", headers=SAME, data={"csrf_token": token, "name": "ada"}).text


def test_flask_form_while_only_logging():
    """A FlaskForm went on checking before us, and goes on."""
    app = Flask("roll_out")
    app.config.update(TESTING=True, SECRET_KEY=KEY)
    Hardened(app, csrf=CsrfOptions(enforce=False), rate_limit=False)
    assert "CSRF" in with_form(app).post("/name", headers=SAME, data={"name": "ada"}).text


def test_tests_of_the_app_may_switch_tokens_off(caplog):
    """``WTF_CSRF_ENABLED = False``, as with Flask-WTF; other sites stay refused, and production does not start."""
    app = Flask("tested")
    app.config.update(TESTING=True, SECRET_KEY=KEY, WTF_CSRF_ENABLED=False)
    Hardened(app, rate_limit=False)
    client = with_form(app)
    assert "hello ada" == client.post("/name", data={"name": "ada"}).text
    assert 403 == client.post("/name", headers=CROSS, data={"name": "ada"}).status_code
    served = Flask("served")
    served.config.update(SECRET_KEY=KEY, WTF_CSRF_ENABLED=False)
    with pytest.raises(ConfigurationError, match="WTF_CSRF_ENABLED"):
        Hardened(served)
    served.config["WTF_CSRF_ENABLED"] = True
    Hardened(served)


def test_a_setting_without_effect_is_said(app, caplog):
    """WTF_CSRF_CHECK_DEFAULT would leave every view open."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    with caplog.at_level(logging.WARNING, "flask_hardened"):
        app.test_client().get("/")
    assert any("WTF_CSRF_CHECK_DEFAULT" in record.getMessage() for record in caplog.records)


def test_error_handlers_for_flask_wtf_carry_over(app):
    """The documented ``@app.errorhandler(CSRFError)`` is asked, with its description."""

    @app.errorhandler(CSRFError)
    def refused(error):
        return f"sorry: {error.description}", 400

    app.post("/")(lambda: "ok")
    response = app.test_client().post("/", headers=CROSS)
    assert (400, "sorry: The request was sent by a page of another site.") == (response.status_code, response.text)


def test_error_handlers_of_our_own(app):
    """403, Forbidden and CsrfError handlers see it too."""

    @app.errorhandler(CsrfError)
    def refused(error):
        return error.reason, 403

    app.post("/")(lambda: "ok")
    assert "cross_site" == app.test_client().post("/", headers=CROSS).text


def test_header_names_carry_over(make, token_in):
    """WTF_CSRF_HEADERS names the headers that are read."""
    app = make(config={"WTF_CSRF_HEADERS": ["X-Guard"]})
    client = app.test_client()
    token = token_in(client.get("/token").text)
    assert 200 == client.post("/", data={"a": "1"}, headers={"X-Guard": token}).status_code
    assert 403 == client.post("/", data={"a": "1"}, headers={"X-CSRFToken": token}).status_code


@pytest.mark.parametrize(
    ("cors", "sent", "cookie", "status"),
    [
        ({"origins": ["https://app.example"], "credentials": True}, {"json": {}}, True, 200),
        ({"origins": ["https://app.example"], "credentials": True}, {"data": {"a": "1"}}, True, 200),
        ({"origins": ["https://app.example"]}, {"json": {}}, False, 200),
        ({"origins": ["https://app.example"]}, {"json": {}}, True, 403),
        ({"origins": ["https://app.example"]}, {"data": {"a": "1"}}, False, 403),
        ({"origins": ["https://other.example"], "credentials": True}, {"json": {}}, True, 403),
        ({"origins": ["*"]}, {"json": {}}, False, 200),
        ({"origins": ["*"]}, {"json": {}}, True, 403),
    ],
)
def test_what_cors_allows_is_not_refused(make, cors, sent, cookie, status):
    """An origin that CORS lets send credentials is trusted; without credentials, only what misuses nobody's rights."""
    from flask_hardened.protections.cors.options import CorsOptions

    client = make(features={"cors": CorsOptions(**cors)}).test_client()
    if cookie:
        client.set_cookie("session", "x")
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://app.example"}
    assert status == client.post("/", headers=headers, **sent).status_code


def test_the_api_preset_believes_the_browser():
    """An API has no forms."""
    app = Flask("api")
    app.config.update(TESTING=True, SECRET_KEY=KEY)
    Hardened(app, preset="api", rate_limit=False)
    app.post("/")(lambda: "ok")
    assert 200 == post(app, "/", SAME, data={"a": "1"})
    assert 403 == post(app, "/")


def test_without_the_hosts_room():
    """Our own origin is read strictly where no host check normalised it."""
    app = Flask("hostless")
    app.config.update(TESTING=True, SECRET_KEY=KEY)
    Hardened(app, hosts=False, rate_limit=False)
    app.post("/")(lambda: "ok")
    client = app.test_client()
    for host, origin, status in (
        ("LOCALHOST:80", "http://localhost", 200),
        ("localhost", "http://localhost", 200),
        ("evil@x", "http://evil@x", 403),
    ):
        assert status == client.post("/", json={}, headers={"Host": host, "Origin": origin}).status_code


def test_flask_wtf_need_not_be_there(app, monkeypatch):
    """Without Flask-WTF our own error is raised."""
    monkeypatch.delitem(sys.modules, "flask_wtf.csrf")
    app.post("/")(lambda: "ok")
    assert 403 == post(app, "/")
