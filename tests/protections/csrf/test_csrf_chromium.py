"""Cross-site requests in real Chromium: two origins on loopback, on two ports and under two names."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from flask import Flask, render_template_string, request, session
from flask_wtf import FlaskForm
from werkzeug.serving import make_server
from wtforms import FileField, StringField

from flask_hardened import Hardened, HeadersOptions
from tests.protections.csrf.conftest import KEY

PAGE = """<!doctype html><title>app</title>{{ csrf_meta_tag() }}
<form id="plain" method="post" action="{{ url_for('log') }}"><input name="text" value="plain"><button>go</button></form>
<form id="wtf" method="post" action="/log">{{ form.hidden_tag() }}{{ form.text(value="wtf") }}<button>go</button></form>
<form id="upload" method="post" action="/log" enctype="multipart/form-data">
<input name="text" value="upload"><input type="file" name="file"><button>go</button></form>
<form id="elsewhere" method="post" action="{{ elsewhere }}"><input name="text" value="x"><button>go</button></form>"""


class Note(FlaskForm):
    text = StringField()
    file = FileField()


def make_app(elsewhere="http://localhost:1/", **config):
    """An app that notes what got through; its cookies are sent from other sites too, so that only we refuse."""
    app = Flask("victim")
    app.config.update(SECRET_KEY=KEY, DEBUG=True, **config)
    headers = HeadersOptions(referrer_policy=config.get("REFERRER", "no-referrer"))
    Hardened(app, headers=headers, cookies=False, csp=False, rate_limit=False)
    app.config["LOG"] = log_of = []

    @app.get("/")
    def index():
        session["user"] = "ada"
        return render_template_string(PAGE, form=Note(), elsewhere=elsewhere)

    @app.route("/log", methods=["POST", "PUT", "DELETE"])
    def log():
        log_of.append((request.method, session.get("user"), request.values.get("text")))
        return "<title>done</title>"

    @app.post("/sign-in")
    def sign_in():
        session["user"] = request.form["user"]
        log_of.append("signed in")
        return "<title>in</title>"

    return app


def make_evil(target):
    """A page that attacks `target` in every way a page can."""
    evil = Flask("evil")
    evil.config["SEEN"] = seen = []

    @evil.get("/<attack>")
    def page(attack):
        fields = '<input name="text" value="evil"><input name="user" value="mallory">'
        form = f'<form id="f" method="post" action="{target}/log" {{extra}}>{fields}</form>'
        submit = "<script>document.getElementById('f').submit()</script>"
        script = "<script>{}.catch(() => 0).then(() => document.title = 'sent')</script>"
        return (
            "<!doctype html><title>evil</title>"
            + {
                "form": form.format(extra="") + submit,
                "no-referrer": '<meta name="referrer" content="no-referrer">' + form.format(extra="") + submit,
                "multipart": form.format(extra='enctype="multipart/form-data"') + submit,
                "text": form.format(extra='enctype="text/plain"') + submit,
                "login": form.format(extra="").replace("/log", "/sign-in") + submit,
                "iframe": f'<iframe name="i"></iframe>{form.format(extra="target=i")}{submit}',
                "sandbox": "<iframe sandbox='allow-forms allow-scripts' srcdoc='"
                + (form.format(extra="") + submit).replace("'", "&#39;")
                + "'></iframe>",
                "fetch": script.format(
                    f"fetch('{target}/log', {{method: 'POST', mode: 'no-cors', credentials: 'include', body: "
                    "new URLSearchParams({text: 'evil'})})"
                ),
                "fetch-empty": script.format(
                    f"fetch('{target}/log', {{method: 'POST', mode: 'no-cors', credentials: 'include'}})"
                ),
                "fetch-put": script.format(f"fetch('{target}/log', {{method: 'PUT', credentials: 'include'}})"),
                "beacon": f"<script>navigator.sendBeacon('{target}/log', 'text=evil'); document.title = 'sent'</script>",
            }[attack]
        )

    @evil.post("/")
    def steal():
        seen.append(dict(request.form))
        return "<title>stolen</title>"

    return evil


ATTACKS = ("form", "no-referrer", "multipart", "text", "login", "iframe", "sandbox", "fetch", "fetch-empty",
           "fetch-put", "beacon")  # fmt: skip


@contextmanager
def served(app, tls=None):
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=tls)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("same_site", [True, False], ids=["another port", "another site"])
def test_attacks_fail(chromium, same_site):
    """From another port of the same site, with the session's cookie, and from another site."""
    victim = make_app()
    refused = []

    @victim.after_request
    def note(response):
        if request.method not in ("GET", "OPTIONS"):
            refused.append(response.status_code)
        return response

    with served(victim) as port:
        target = f"http://localhost:{port}"
        with served(make_evil(target)) as evil_port:
            context = chromium.new_context()
            page = context.new_page()
            page.goto(target)
            for attack in ATTACKS:
                refused.clear()
                page.goto(f"http://{'localhost' if same_site else '127.0.0.1'}:{evil_port}/{attack}")
                for _ in range(1000):
                    if refused or (attack == "fetch-put" and page.title() == "sent"):
                        break
                    page.wait_for_timeout(20)
                assert (set() if attack == "fetch-put" else {403}) == set(refused), attack
            context.close()
    assert [] == victim.config["LOG"]


@pytest.mark.parametrize("referrer", ["no-referrer", "same-origin", "strict-origin-when-cross-origin"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("tls", [None, "adhoc"])
def test_the_apps_own_forms_work(chromium, host, tls, referrer):
    """Plain, FlaskForm and multipart, whatever the Referrer-Policy."""
    app = make_app(REFERRER=referrer)
    with served(app, tls) as port:
        context = chromium.new_context(ignore_https_errors=True)
        page = context.new_page()
        for form in ("plain", "wtf", "upload"):
            page.goto(f"http{'s' if tls else ''}://{host}:{port}/")
            with page.expect_navigation():  # a click returns before the answer has come
                page.click(f"#{form} button")
            assert "done" == page.title()
        context.close()
    assert [("POST", "ada", text) for text in ("plain", "wtf", "upload")] == app.config["LOG"]


def test_the_apps_own_scripts_work(chromium):
    """fetch with JSON, form data, nothing, another method; with and without the token."""
    app = make_app()
    calls = [
        "fetch('/log', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'})",
        "fetch('/log', {method: 'POST', body: new URLSearchParams({text: 'x'})})",
        "fetch('/log', {method: 'POST', body: new FormData(document.getElementById('plain'))})",
        "fetch('/log', {method: 'DELETE'})",
        "fetch('/log', {method: 'PUT', headers: {'X-CSRFToken': document.querySelector('meta[name=csrf-token]').content}})",
    ]
    with served(app) as port:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")
        statuses = [page.evaluate(f"{call}.then(response => response.status)") for call in calls]
        assert page.evaluate("navigator.sendBeacon('/log', 'x')")
        context.close()
    assert [200] * len(calls) == statuses


def test_a_form_without_its_token_fails(chromium):
    """In the strict mode the token is asked of the app's own pages as well."""
    app = make_app()
    with served(app) as port:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")
        page.evaluate("document.querySelector('#plain input[name=csrf_token]').remove()")
        with page.expect_navigation() as navigation:
            page.click("#plain button")
        assert 403 == navigation.value.status
        assert "Invalid CSRF token" in page.content()
        context.close()


def test_the_token_does_not_go_to_another_origin(chromium):
    """A form that posts to another origin is sent without it."""
    evil = make_evil("")
    with served(evil) as evil_port, served(make_app(elsewhere=f"http://127.0.0.1:{evil_port}/")) as port:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")
        with page.expect_navigation():
            page.click("#elsewhere button")
        assert "stolen" == page.title()
        context.close()
    assert [{"text": "x"}] == evil.config["SEEN"]
