"""Chromium accepts the hashes as they are computed: its policy here holds nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from jinja2 import Environment

from flask_hardened.protections.csp.markup import install

HANDLERS = [
    "ran(this)",
    " ran(this) ",
    "ran(this) // <script>",
    "ran(this); '&quot;'",
    "ran(this); '&amp;&amp;'",
    "ran(this); '&copy=2 &copy2'",
    "ran(this); '&notit;'",
    "ran(this); '&notin;'",
    "ran(this); '&copy'",
    "ran(this); '&copy;x'",
    "ran(this); '&ampx &amp=1 &amp; &amp'",
    'ran(this); "&#x27; &#39 &#X27"',
    "&#114;an(this)",
    "ran(this); '&#x80;&#x9f;&#x81;'",
    "ran(this); '&#0;&#xD800;&#x110000;'",
    "ran(this); '&#99999999999;'",
    "ran(this)\n; 'a line'",
    "\tran(this)\t",
    "ran(this) /* \r\n \r */",
    "ran(this) // &#13; comment",
    "ran(this); '\u00e9\u4e2d\U0001f600'",
    "ran(this); '&hellip;&hellip &unknown; &ngE;'",
    "ran(this); '</p><!-- --> ]]>'",
    "ran(this); '&lt;/script&gt;'",
    "ran(this); '\ufeff\u200b\u2028'",
    "ran(this); `${1}&`",
    "ran(this); '{% if x %}a{% else %}b{% endif %}'",
    "ran(this); '{{ 'a&b' if x else 'c' }}'",
]
STYLES = [
    "color: rgb(1, 2, 3)",
    " color:\nrgb(1,\t2,\r\n3) ",
    "color: rgb(1, 2, 3); content: '&quot;&copy=1'",
    "/* \u00e9 &notit; */ color: rgb(1, 2, 3)",
    "color: rgb(&#49;, 2, 3)",
    "color: rgb({{ one }}, 2, {{ 3 }})",
    "color: rgb(1, 2, 3); width: {{ 12.5 }}%",
    "{% for i in [1, 2] %}order: {{ i }};{% endfor %}color: rgb(1, 2, {{ one + 2 }})",
]


def as_double_quoted(value: str) -> str:
    """The value as a template writes it between double quotes; expressions keep theirs."""
    parts = value.split('"')
    return "&quot;".join(parts)


class Sink:
    def __init__(self) -> None:
        self.script: set[str] = set()
        self.style: set[str] = set()

    def nonce_attribute(self, foreign: bool) -> str:
        return "page"

    def record(self, script_hashes: tuple[str, ...], style_hashes: tuple[str, ...]) -> None:
        self.script.update(script_hashes)
        self.style.update(style_hashes)

    def policy(self) -> str:
        script, style = " ".join(sorted(self.script)), " ".join(sorted(self.style))
        return (
            "default-src 'none'; script-src 'nonce-page'; style-src 'nonce-page'; "
            f"script-src-attr 'unsafe-hashes' {script}; style-src-attr 'unsafe-hashes' {style}"
        )


PAGE = (
    "<!doctype html><meta charset=utf-8><title>t</title>"
    "<script>window.count = new Set(); function ran(e) { count.add(e.id) }"
    "window.blocked = []; addEventListener('securitypolicyviolation', e => blocked.push(e.sample || e.violatedDirective))"
    "</script>"
    + "".join(f'<p id="h{n}" onclick="{as_double_quoted(value)}">h</p>' for n, value in enumerate(HANDLERS))
    + "".join(f'<p class=s style="{as_double_quoted(value)}">s</p>' for n, value in enumerate(STYLES))
)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """Serves the page with a policy of its own hashes, and `/hostile` with text from a variable in it."""

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/favicon.ico":
            start_response("404 Not Found", [])
            return [b""]
        sink = Sink()
        environment = Environment(autoescape=True)
        install(environment, lambda: sink)
        hostile = environ["PATH_INFO"] == "/hostile"
        source = PAGE + ("{{ value|safe }}<p id=worse style='color: red;{{ text }}'>y</p>" if hostile else "")
        value = "<p id=bad onclick='ran(this);0'>x</p>"
        text = environment.from_string(source).render(x=1, one=1, value=value, text="color: rgb(9, 9, 9)")
        start_response(
            "200 OK",
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", sink.policy())],
        )
        return [text.encode("utf-8")]

    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


def test_chromium_accepts_every_hash(chromium, server):
    """Each handler runs, each style applies, and no violation is reported."""
    page = chromium.new_page()
    page.goto(server)
    page.evaluate("document.querySelectorAll('[onclick]').forEach(e => e.click())")
    colors = page.evaluate("[...document.querySelectorAll('.s')].map(e => getComputedStyle(e).color)")
    ran = page.evaluate("[...count]")
    blocked = page.evaluate("blocked")
    page.close()
    assert [] == blocked
    assert [f"h{number}" for number in range(len(HANDLERS))] == ran
    assert ["rgb(1, 2, 3)"] * len(STYLES) == colors


def test_chromium_refuses_what_comes_from_variables(chromium, server):
    """A handler in a variable does not run, a style with text from one does not apply."""
    page = chromium.new_page()
    page.goto(f"{server}/hostile")
    page.evaluate("document.querySelectorAll('[onclick]').forEach(e => e.click())")
    ran = page.evaluate("[...count]")
    color = page.evaluate("getComputedStyle(document.getElementById('worse')).color")
    blocked = page.evaluate("blocked.length")
    page.close()
    assert "bad" not in ran
    assert len(HANDLERS) == len(ran)
    assert "rgb(0, 0, 0)" == color
    assert 2 == blocked
