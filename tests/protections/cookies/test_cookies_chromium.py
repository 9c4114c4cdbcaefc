"""Cookies in a real browser: over a developer's plain HTTP, and over HTTPS."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from flask import Flask, session
from werkzeug.serving import make_server

from flask_hardened import Hardened

OTHERS_OFF = dict.fromkeys(("hosts", "transport", "body_size", "headers", "csp", "errors", "deployment"), False)


def make_app(**config):
    app = Flask(__name__)
    app.config.update(SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf", **config)
    Hardened(app, **OTHERS_OFF)

    @app.get("/")
    def count():
        session["visits"] = session.get("visits", 0) + 1
        return f"<title>{session['visits']}</title>"

    return app


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


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("config", [{"DEBUG": True}, {}])
def test_a_session_over_plain_http(chromium, host, config):
    """On http://localhost the session survives, while debugging and as it is served."""
    context = chromium.new_context()
    with served(make_app(**config)) as port:
        page = context.new_page()
        for visit in ("1", "2"):
            page.goto(f"http://{host}:{port}/")
            assert visit == page.title()
        [cookie] = context.cookies()
        context.close()
    assert ("session", True, "Lax") == (cookie["name"], cookie["httpOnly"], cookie["sameSite"])


def test_a_session_over_https(chromium):
    """Over HTTPS the cookie is stored under its prefixed name, Secure and HttpOnly, out of the reach of scripts."""
    context = chromium.new_context(ignore_https_errors=True)
    with served(make_app(), tls="adhoc") as port:
        page = context.new_page()
        for visit in ("1", "2"):
            page.goto(f"https://localhost:{port}/")
            assert visit == page.title()
        [cookie] = context.cookies()
        readable = page.evaluate("document.cookie")
        context.close()
    assert {
        "name": "__Host-session",
        "path": "/",
        "secure": True,
        "httpOnly": True,
        "sameSite": "Lax",
    }.items() <= cookie.items()
    assert "" == readable
