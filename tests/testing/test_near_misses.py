"""Apps that are unusual and right: no check fails, and none hangs."""

from __future__ import annotations

import itertools
import time

from flask import Blueprint, Flask, Response, abort, redirect, request

from flask_hardened import Hardened
from tests.conftest import SECRET_KEY


def create_app(**options) -> Flask:
    """Return a hardened app in testing mode, without views."""
    app = Flask(__name__, static_folder=None, **options)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app)
    return app


def test_a_hook_that_sends_everybody_to_sign_in(outcomes) -> None:
    """It comes before routing is judged, so a wrong method is sent away too."""
    app = create_app()
    app.before_request(lambda: None if request.endpoint == "login" else redirect("/login"))
    app.add_url_rule("/login", "login", lambda: "login")
    app.add_url_rule("/private", "private", lambda: "private", methods=["GET", "POST"])
    assert {} == outcomes(app)


def test_a_hook_that_always_fails_is_no_fault_of_the_input(outcomes) -> None:
    """Such as one that finds no database: everything is 500, and says nothing; only a wrong method should be 405."""
    app = create_app()
    app.before_request(lambda: 1 / 0)
    app.get("/")(lambda: "page")
    assert ["/: methods that it has not are refused"] == [*outcomes(app)]


def test_own_pages_for_errors(outcomes) -> None:
    """Handlers that answer in their own way, and say nothing of the exception."""
    app = create_app()
    app.register_error_handler(Exception, lambda error: ("<h1>Something is wrong</h1>", getattr(error, "code", 500)))
    app.add_url_rule("/", "post", lambda: "page", methods=["POST"])
    app.add_url_rule("/<name>", "page", lambda name: abort(404, "There is no such page"))
    assert {} == outcomes(app, runs_views=True)


def test_a_stream_of_events_is_not_waited_for(outcomes) -> None:
    """Nor is a download without end read to it."""
    app = create_app()

    def events():
        for number in itertools.count():
            time.sleep(0.1)
            yield f"data: {number}\n\n"

    app.add_url_rule("/events", "events", lambda: Response(events(), content_type="text/event-stream"))
    app.add_url_rule(
        "/zeros", "zeros", lambda: Response((b"0" * 100_000 for _ in itertools.count()), content_type="a/b")
    )
    started = time.monotonic()
    assert {} == outcomes(app, runs_views=True)
    assert time.monotonic() - started < 30


def test_an_article_about_tracebacks(outcomes) -> None:
    """What a page shows anyway is no leak."""
    app = create_app()
    app.get("/article")(lambda: 'Traceback (most recent call last)\n  File "a.py", line 1')
    assert {} == outcomes(app, runs_views=True)


def test_routes_of_subdomains_and_of_hosts(outcomes) -> None:
    """They are asked on the host where they are."""
    app = create_app(subdomain_matching=True)
    app.config["SERVER_NAME"] = "localhost"
    shop = Blueprint("shop", __name__, subdomain="<tenant>")
    shop.add_url_rule("/", "index", lambda tenant: tenant)
    app.register_blueprint(shop)
    assert {} == outcomes(app, runs_views=True)
    app = create_app(host_matching=True, static_host=None)
    app.add_url_rule("/", "index", lambda name: name, host="<name>.example")
    assert {} == outcomes(app, runs_views=True)


def test_defaults_that_redirect_and_slashes(outcomes) -> None:
    """A value in the URL that is not its default; a rule with a slash at its end."""
    app = create_app()
    app.add_url_rule("/list/", "list", lambda page: str(page), defaults={"page": 1})
    app.add_url_rule("/list/<int:page>", "list")
    assert {} == outcomes(app, runs_views=True)


def test_what_is_no_route_of_a_view(outcomes) -> None:
    """Redirecting rules, rules that only build, and WebSockets are left out; a route of OPTIONS is asked."""
    from werkzeug.routing import Rule

    app = create_app()
    app.url_map.add(Rule("/old", endpoint="old", redirect_to="/new"))
    app.url_map.add(Rule("/built", endpoint="built", build_only=True))
    app.url_map.add(Rule("/socket", endpoint="socket", websocket=True))
    app.add_url_rule("/options", "options", lambda: "", methods=["OPTIONS"], provide_automatic_options=False)
    assert {} == outcomes(app)
