"""Streamed pages: the headers that leave first allow what the template will hold."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from flask import Flask, render_template, stream_template, stream_template_string
from jinja2 import DictLoader

from flask_hardened import Hardened
from tests.conftest import SECRET_KEY

TEMPLATES = {
    "base.html": "<!doctype html><title>t</title>{% block body %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block body %}<script>1</script>"
    "<p onclick=\"go()\">{% include 'part.html' %}{% endblock %}",
    "part.html": '<b style="color:red">{{ 1 + 1 }}</b>',
    "plain.html": "<!doctype html><title>t</title><p>plain",
    "risky.html": "<p onclick=\"go()\">{% if broken %}{% include 'broken.html' %}{% endif %}",
    "broken.html": "{% endif %}",
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
    app.add_url_rule("/stream/<name>", "stream", lambda name: stream_template(name))
    app.add_url_rule("/render/<name>", "render", lambda name: render_template(name))
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
    response = app.test_client().get("/stream/page.html")
    nonce = re.search(r'<script nonce="([^"]+)">', response.text)
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in policy(response)["script-src"]


def test_a_streamed_page_allows_its_own_handlers_and_styles(app: Flask) -> None:
    """Those of the template, of what it extends, and of what it includes; as the rendered page does."""
    streamed = policy(app.test_client().get("/stream/page.html"))
    rendered = policy(app.test_client().get("/render/page.html"))
    for directives in (streamed, rendered):
        assert {"'unsafe-hashes'", source("go()")} == directives["script-src-attr"]
        assert {"'unsafe-hashes'", source("color:red")} == directives["style-src-attr"]


def test_a_streamed_page_without_handlers_allows_none(app: Flask) -> None:
    """Hashes of other templates do not come along."""
    client = app.test_client()
    client.get("/stream/page.html")
    assert {"'none'"} == policy(client.get("/stream/plain.html"))["script-src-attr"]


def test_a_broken_template_that_is_not_included_breaks_nothing(app: Flask) -> None:
    """What the page never renders cannot fail it."""
    assert "onclick" in app.test_client().get("/stream/risky.html").text


@pytest.mark.parametrize(
    ("path", "handlers"), [("/string", {source("x()")}), ("/string-page", {source("y()"), source("go()")})]
)
def test_a_template_from_a_string_is_known_too(app: Flask, path: str, handlers: set[str]) -> None:
    """`stream_template_string` has no name to look up, but what it was compiled from tells."""
    directives = policy(app.test_client().get(path))
    assert {"'unsafe-hashes'", *handlers} == directives["script-src-attr"]
    assert source("color:red") in directives["style-src-attr"]
