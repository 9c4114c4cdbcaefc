"""Streamed pages: the headers that leave first allow what the template will hold."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from flask import Flask, render_template, stream_template, stream_template_string, stream_with_context
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from flask_hardened import Hardened, csp_nonce
from tests.conftest import SECRET_KEY

TEMPLATES = {
    "base.html": "<!doctype html><title>t</title>{% block body %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block body %}<script>1</script>"
    "<p onclick=\"go()\">{% include 'part.html' %}{% endblock %}",
    "part.html": '<b style="color:red">{{ 1 + 1 }}</b>',
    "plain.html": "<!doctype html><title>t</title><p>plain",
    "risky.html": "<p onclick=\"go()\">{% if broken %}{% include 'broken.html' %}{% endif %}",
    "broken.html": "{% endif %}",
    "sheet.html": "<link rel=stylesheet href=/a.css><link rel=stylesheet href=//cdn.example/a.css>"
    "{% from 'macros.html' import row %}{% include 'plain.html' %}{{ row(1) }}{{ url_for('string') }}",
    "macros.html": "{% macro row(n) %}<p>{{ n }}{{ _('a') if false }}{% endmacro %}",
    "url.html": "<a href='javascript:void(0)'>a</a>",
    "by-hand.html": "<script nonce='{{ csp_nonce() }}'>1</script>",
    "given.html": "<script nonce='{{ given }}'>1</script>",
    "function.html": "{{ tags() }}",
    "method.html": "{{ assets.tags() }}",
    "chosen.html": "{% include chosen %}",
    "renamed.html": "{% set url_for = tags %}{{ url_for() }}",
    "element.html": "<style>p {}</style>",
}


def source(text: str) -> str:
    """Return the hash source of an attribute's value."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture
def app() -> Flask:
    """An app that streams templates."""
    app = Flask("streamed")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    app.jinja_loader = DictLoader(TEMPLATES)  # type: ignore[misc, assignment]
    Hardened(app)
    values = {
        "given": "a",
        "tags": lambda: Markup("<b>"),
        "assets": type("Assets", (), {"tags": lambda self: "b"})(),
        "chosen": "plain.html",
    }
    app.add_url_rule("/stream/<name>", "stream", lambda name: stream_template(name, **values))
    app.add_url_rule("/render/<name>", "render", lambda name: render_template(name, **values))
    app.add_url_rule("/string", "string", lambda: stream_template_string(TEMPLATES["part.html"] + "<p onclick='x()'>"))
    app.add_url_rule(
        "/string-page", "string_page", lambda: stream_template_string("{% include 'page.html' %}<i onclick='y()'></i>")
    )
    return app


def policy(response: Any) -> dict[str, set[str]]:
    """Return the directives of a response's policy."""
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {words[0]: set(words[1:]) for words in parts}


def test_a_streamed_page_has_the_nonce_of_its_header(app: Flask) -> None:
    """The nonce is made before the template runs, and the template gets the same."""
    response = app.test_client().get("/stream/page.html", buffered=True)
    nonce = re.search(r'<script nonce="([^"]+)">', response.text)
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in policy(response)["script-src"]


def test_a_streamed_page_allows_its_own_handlers_and_styles(app: Flask) -> None:
    """Those of the template, of what it extends, and of what it includes; as the rendered page does."""
    streamed = policy(app.test_client().get("/stream/page.html", buffered=True))
    rendered = policy(app.test_client().get("/render/page.html", buffered=True))
    for directives in (streamed, rendered):
        assert {"'unsafe-hashes'", source("go()")} == directives["script-src-attr"]
        assert {"'unsafe-hashes'", source("color:red")} == directives["style-src-attr"]


def test_a_streamed_page_without_handlers_allows_none(app: Flask) -> None:
    """Hashes of other templates do not come along."""
    client = app.test_client()
    client.get("/stream/page.html", buffered=True)
    assert {"'none'"} == policy(client.get("/stream/plain.html", buffered=True))["script-src-attr"]


@pytest.mark.parametrize("name", ["plain.html", "part.html", "sheet.html", "url.html"])
def test_a_streamed_page_without_script_has_no_nonce(app: Flask, name: str) -> None:
    """Where all it holds is known, it is like the page that is rendered at once."""
    client = app.test_client()
    streamed, rendered = (
        client.get(f"/{how}/{name}", base_url="https://localhost", buffered=True) for how in ("stream", "render")
    )
    assert policy(rendered) == policy(streamed)
    assert "'nonce-" not in streamed.headers["Content-Security-Policy"]
    assert rendered.headers.get("Cache-Control") == streamed.headers.get("Cache-Control")


@pytest.mark.parametrize(
    "name",
    [
        *("by-hand.html", "given.html", "function.html", "method.html", "chosen.html", "renamed.html", "element.html"),
        *("page.html", "risky.html"),
    ],
)
def test_what_may_ask_for_a_nonce_gets_one_in_time(app: Flask, name: str) -> None:
    """A function, a template that is chosen late, a tag written by hand, or one that cannot be read."""
    response = app.test_client().get(f"/stream/{name}", base_url="https://localhost", buffered=True)
    assert "'nonce-" in response.headers["Content-Security-Policy"]


def test_a_plain_http_page_needs_a_nonce_for_what_only_https_covers(app: Flask) -> None:
    """The same template over HTTP: the link names another origin, which ``https:`` does not allow there."""
    assert "'nonce-" in app.test_client().get("/stream/sheet.html", buffered=True).headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/two", "/after"])
def test_other_streams_have_their_nonce(app: Flask, path: str) -> None:
    """Two templates in one stream, or text of a view after a template was rendered: not all of it is known."""

    def by_hand() -> Iterator[str]:
        yield f'<script nonce="{csp_nonce()}">1</script>'

    app.add_url_rule("/two", "two", lambda: chain(stream_template("page.html"), stream_template("plain.html")))

    @app.get("/after")
    def after() -> Any:
        render_template("plain.html")
        return stream_with_context(by_hand())

    response = app.test_client().get(path, buffered=True)
    nonces = set(re.findall(r'nonce="([\w-]{22})"', response.text))
    assert 1 == len(nonces)
    assert f"'nonce-{nonces.pop()}'" in response.headers["Content-Security-Policy"]


def test_a_nonce_that_nobody_expected(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """What follows a known template can ask too late, once: the log says it, and later streams have a nonce."""

    def by_hand() -> Iterator[str]:
        yield csp_nonce()

    app.add_url_rule("/mixed", "mixed", lambda: chain(stream_template("plain.html"), stream_with_context(by_hand())))
    client = app.test_client()
    first = client.get("/mixed", buffered=True)
    second = client.get("/mixed", buffered=True)
    assert "'nonce-" not in first.headers["Content-Security-Policy"]
    assert 1 == caplog.text.count("'mixed' asked for a nonce when its headers had left")
    assert f"'nonce-{second.text[-22:]}'" in second.headers["Content-Security-Policy"]
    assert "'nonce-" not in client.get("/stream/plain.html", buffered=True).headers["Content-Security-Policy"]


def test_a_broken_template_that_is_not_included_breaks_nothing(app: Flask) -> None:
    """What the page never renders cannot fail it."""
    assert "onclick" in app.test_client().get("/stream/risky.html", buffered=True).text


def test_a_template_of_another_environment_is_not_known(app: Flask) -> None:
    """Without the extension nobody can tell what one from a string holds."""
    app.add_url_rule("/other", "other", lambda: stream_template(Environment().from_string("<p>plain")))
    assert "'nonce-" in app.test_client().get("/other", buffered=True).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "handlers"), [("/string", {source("x()")}), ("/string-page", {source("y()"), source("go()")})]
)
def test_a_template_from_a_string_is_known_too(app: Flask, path: str, handlers: set[str]) -> None:
    """`stream_template_string` has no name to look up, but what it was compiled from tells."""
    directives = policy(app.test_client().get(path, buffered=True))
    assert {"'unsafe-hashes'", *handlers} == directives["script-src-attr"]
    assert source("color:red") in directives["style-src-attr"]
