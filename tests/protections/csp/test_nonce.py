"""Nonces, and the pages that ask for them."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template_string

from flask_hardened import Hardened
from flask_hardened.exchange import Exchange
from flask_hardened.protections.csp.decorators import csp
from flask_hardened.protections.csp.jinja import PageMarkup
from flask_hardened.protections.csp.nonce import csp_nonce, make_nonce
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.page import Page, current_page
from tests.protections.csp.conftest import MakeApp

NONCE = re.compile(r"'nonce-([A-Za-z0-9_-]{22})'")


def exchange_of(app: Flask) -> Exchange:
    app.test_client().get("/")
    environ = {"REQUEST_METHOD": "GET", "wsgi.url_scheme": "http", "PATH_INFO": "/"}
    return Exchange(app.extensions["hardened"], environ, lambda *_: None)


def page_of(app: Flask) -> tuple[Exchange, Page]:
    exchange = exchange_of(app)
    return exchange, Page(exchange, exchange.plan.room["csp"])


def test_a_nonce_has_128_random_bits(make_app: MakeApp) -> None:
    """22 characters of URL-safe base64; no two responses have the same."""
    app = make_app()
    nonces = {make_nonce(exchange_of(app)) for _ in range(200)}
    assert 200 == len(nonces)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", nonce) for nonce in nonces)


def test_a_nonce_is_made_once(make_app: MakeApp) -> None:
    """All tags of one page get the same."""
    exchange = exchange_of(make_app())
    assert make_nonce(exchange) == make_nonce(exchange) == exchange.nonce


def test_the_header_has_the_pages_nonce(make_app: MakeApp) -> None:
    """What ``csp_nonce()`` gives a template stands in the policy, in both lists."""
    app = make_app()
    app.add_url_rule("/page", view_func=lambda: render_template_string("{{ csp_nonce() }}"))
    client = app.test_client()
    first, second = client.get("/page"), client.get("/page")
    assert [first.text, first.text] == NONCE.findall(first.headers["Content-Security-Policy"])
    assert first.text != second.text


def test_a_page_that_asks_for_none_has_none(make_app: MakeApp) -> None:
    """Without a script the policy is a constant, and says that there are no scripts."""
    client = make_app().test_client()
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(3)}
    assert 1 == len(policies)
    assert "script-src 'none';" in policies.pop()


def test_enforced_and_reported_have_the_same_nonce(make_app: MakeApp) -> None:
    """A page has one nonce, which both policies know."""
    app = make_app(CspOptions(report_only="strict"))
    app.add_url_rule("/page", view_func=lambda: render_template_string("{{ csp_nonce() }}"))
    response = app.test_client().get("/page")
    for name in ("Content-Security-Policy", "Content-Security-Policy-Report-Only"):
        assert [response.text] * 2 == NONCE.findall(response.headers[name])


@pytest.mark.parametrize(
    "options",
    [
        CspOptions(profile="api"),
        CspOptions(script_src=["'none'"], style_src=["'none'"]),
        CspOptions(
            script_src=["'self'", "'unsafe-inline'"],
            style_src=["'unsafe-inline'"],
            dangerously_allow=["'unsafe-inline'"],
        ),
    ],
)
def test_no_nonce_where_it_would_do_nothing_or_harm(make_app: MakeApp, options: CspOptions) -> None:
    """Beside 'unsafe-inline' a nonce would switch that off; beside 'none' it would open a door."""
    app = make_app(options)
    app.add_url_rule("/page", view_func=lambda: render_template_string("[{{ csp_nonce() }}]<script>1</script>"))
    response = app.test_client().get("/page")
    assert "[]<script>1</script>" == response.text
    assert "nonce" not in response.headers["Content-Security-Policy"]


def test_one_list_may_take_the_nonce_alone(make_app: MakeApp) -> None:
    """Inline styles allowed by keyword stay so on a page whose scripts have a nonce."""
    app = make_app(CspOptions(style_src=["'self'", "'unsafe-inline'"]))
    app.add_url_rule("/page", view_func=lambda: render_template_string("<script>1</script>"))
    policy = app.test_client().get("/page").headers["Content-Security-Policy"]
    assert 1 == len(NONCE.findall(policy))
    assert "style-src 'self' 'unsafe-inline';" in policy


def test_outside_a_request_there_is_no_nonce(make_app: MakeApp) -> None:
    """A mail rendered in a script has none, and rendering it does not fail."""
    app = make_app()
    assert "" == csp_nonce()
    assert None is current_page()
    with app.app_context():
        assert "[]" == render_template_string("[{{ csp_nonce() }}]")
    with app.test_request_context("/"):
        assert "[]" == render_template_string("[{{ csp_nonce() }}]")


def test_a_page_gives_foreign_tags_a_nonce_except_in_strict(make_app: MakeApp) -> None:
    """In ``web`` a template's CDN script runs; in ``strict`` everything comes from the own origin."""
    for profile, expected in (("web", True), ("strict", False)):
        _, page = page_of(make_app(CspOptions(profile=profile)))
        assert expected == bool(page.nonce_attribute("foreign"))
        assert page.nonce_attribute("own")


def test_strict_with_a_named_host_gives_foreign_tags_a_nonce(make_app: MakeApp) -> None:
    """Who names a CDN in ``strict`` wants its scripts to run, and beside 'strict-dynamic' only a nonce does that."""
    options = CspOptions(profile="strict", script_src=["'strict-dynamic'", "https://cdn.example"])
    _, page = page_of(make_app(options))
    assert page.nonce_attribute("foreign")


def test_a_page_keeps_hashes_once_and_in_order(make_app: MakeApp) -> None:
    """A loop that renders the same handler a thousand times allows it once."""
    exchange, page = page_of(make_app())
    for _ in range(3):
        page.record(("'sha256-b'", "'sha256-a'"), ("'sha256-c'",), ())
    page.record(("'sha256-d'", "'sha256-a'"), (), ("'sha256-e'",))
    assert ("'sha256-b'", "'sha256-a'", "'sha256-d'") == exchange.script_hashes
    assert ("'sha256-c'",) == exchange.style_hashes
    assert ("'sha256-e'",) == exchange.url_hashes


def test_asking_for_a_hash_needs_no_nonce(make_app: MakeApp) -> None:
    """A page with a handler but no script stays without a nonce."""
    exchange, page = page_of(make_app())
    page.record(("'sha256-a'",), (), ())
    assert None is exchange.nonce


def test_templates_are_hardened_before_the_first_request(make_app: MakeApp) -> None:
    """A template compiled before any request gets its nonces in the requests after."""
    app = make_app()
    template = app.jinja_env.from_string("<script>1</script>")
    app.add_url_rule("/page", view_func=lambda: app.make_response(template.render()))
    response = app.test_client().get("/page")
    assert (
        f'<script nonce="{NONCE.findall(response.headers["Content-Security-Policy"])[0]}">1</script>' == response.text
    )


def test_an_environment_made_before_hardening_is_hardened() -> None:
    """``app.jinja_env`` may have been used before ``Hardened(app)``."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf")
    app.jinja_env.filters["loud"] = str.upper
    Hardened(app)
    app.add_url_rule("/", view_func=lambda: render_template_string("<script>1</script>{{ 'a'|loud }}"))
    assert re.fullmatch(r'<script nonce="[\w-]{22}">1</script>A', app.test_client().get("/").text)


def test_the_class_of_apps_is_left_alone(make_app: MakeApp) -> None:
    """The extension is put on the app, not on all Flask apps of the process."""
    make_app()
    assert {} == Flask.jinja_options
    assert not any(isinstance(extension, PageMarkup) for extension in Flask("other").jinja_env.extensions.values())


def test_options_of_the_app_are_kept() -> None:
    """Extensions and settings that an app gave its environment stay."""
    app = Flask(__name__)
    app.jinja_options = {"extensions": ["jinja2.ext.do"], "trim_blocks": True}
    app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf")
    Hardened(app)
    assert "jinja2.ext.ExprStmtExtension" in app.jinja_env.extensions
    assert app.jinja_env.trim_blocks


def test_an_apps_own_csp_nonce_is_kept(make_app: MakeApp) -> None:
    """A template global of the same name that is there already wins."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf")
    app.jinja_env.globals["csp_nonce"] = lambda: "mine"
    Hardened(app)
    app.add_url_rule("/", view_func=lambda: render_template_string("{{ csp_nonce() }}"))
    assert "mine" == app.test_client().get("/").text


def test_a_page_without_policy_gives_no_nonces(make_app: MakeApp) -> None:
    """Where the policy is off there is nothing a nonce could belong to."""
    app = make_app()

    @app.get("/off")
    @csp(off=True, reason="test")
    def off():
        return render_template_string("<script>1</script>")

    response = app.test_client().get("/off")
    assert "<script>1</script>" == response.text
    assert "Content-Security-Policy" not in response.headers
