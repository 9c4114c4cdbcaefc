"""Chromium accepts the hashes as they are computed: its policy here holds nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from jinja2 import Environment
from markupsafe import Markup

from flask_hardened.markup import install
from tests.requirements import wait_until

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
FOLLOWED = [
    "ran(this); {{ one }}",
    "ran(this); '{{ _('a') }}'",
    "ran(this); {{ one|tojson }} + {{ 2.5 * one }}",
]
"""Text of the catalogue has quotes, ampersands and other characters that are escaped."""
URLS = [
    "javascript:void(top.went.add('U0'))",
    " \t JavaScript:void( top.went.add('U1') ) ; ",
    "javascript:void(top.went.add('%551'.replace('1', '2')))",
    "javascript:void(top.went.add('U3' + (1 ? '' : \"<b> 'é中\u2028'`\")))//#?%41",
    "java\nscript:void(top\t.went.add(&#39;U4&#x27;))",
    "javascript:'%25%zz%C3%A9é \\n';void(top.went.add('U5'))",
    "javascript:'?a b\"<c>';'#d e';void(top.went.add('U6'))",
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
        self.url: set[str] = set()

    def nonce_attribute(self, kind: str) -> Markup:
        return Markup(' nonce="page"')

    def record(self, script: tuple[str, ...], style: tuple[str, ...], url: tuple[str, ...]) -> None:
        self.script.update(script)
        self.style.update(style)
        self.url.update(url)

    def policy(self) -> str:
        script, style, url = (" ".join(sorted(hashes)) for hashes in (self.script, self.style, self.url))
        return (
            f"default-src 'none'; script-src 'nonce-page' 'strict-dynamic' 'unsafe-hashes' {url}; "
            "style-src 'nonce-page'; "
            f"script-src-attr 'unsafe-hashes' {script}; style-src-attr 'unsafe-hashes' {style}"
        )


PAGE = (
    "<!doctype html><meta charset=utf-8><title>t</title>"
    "<script>window.count = new Set(); window.went = new Set(); function ran(e) { count.add(e.id) }"
    "window.blocked = []; addEventListener('securitypolicyviolation', e => blocked.push(e.sample || e.violatedDirective))"
    "</script>"
    + "".join(f'<p id="h{n}" onclick="{as_double_quoted(value)}">h</p>' for n, value in enumerate(HANDLERS + FOLLOWED))
    + "".join(f'<a href="{as_double_quoted(value)}">a</a>' for value in URLS)
    + "".join(f'<p class=s style="{as_double_quoted(value)}">s</p>' for n, value in enumerate(STYLES))
)


HOSTILE = (
    "<p id=bad1 onclick='ran(this);{{ text }}'>x</p><p id=bad2 onclick='ran(this);{{ _(text) }}'>x</p>"
    "<a href='javascript:void(top.went.add(`{{ text }}`))'>b</a>"
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
        source = PAGE + ("{{ value|safe }}<p id=worse style='color: red;{{ text }}'>y</p>" + HOSTILE if hostile else "")
        value = "<p id=bad onclick='ran(this);0'>x</p>"
        text = environment.from_string(source).render(
            x=1, one=1, value=value, text="color: rgb(9, 9, 9)", _=lambda message: f"{message} \"&amp;<b> & \\' é"
        )
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


CLICK = "document.querySelectorAll('[onclick], a').forEach(e => e.click())"


def test_chromium_accepts_every_hash(chromium, server):
    """Each handler and each URL runs, each style applies, and no violation is reported."""
    page = chromium.new_page()
    page.goto(server)
    page.evaluate(CLICK)
    wait_until(page, f"went.size === {len(URLS)}")
    colors = page.evaluate("[...document.querySelectorAll('.s')].map(e => getComputedStyle(e).color)")
    ran = page.evaluate("[...count]")
    blocked = page.evaluate("blocked")
    page.close()
    assert [] == blocked
    assert [f"h{number}" for number in range(len(HANDLERS + FOLLOWED))] == ran
    assert ["rgb(1, 2, 3)"] * len(STYLES) == colors


def test_chromium_refuses_what_comes_from_variables(chromium, server):
    """A handler or URL with text from a variable does not run, nor does a style with such text apply."""
    page = chromium.new_page()
    page.goto(f"{server}/hostile")
    page.evaluate(CLICK)
    wait_until(page, f"went.size === {len(URLS)} && blocked.length === 5")
    ran = page.evaluate("[...count]")
    color = page.evaluate("getComputedStyle(document.getElementById('worse')).color")
    page.close()
    assert {"bad", "bad1", "bad2"}.isdisjoint(ran)
    assert len(HANDLERS + FOLLOWED) == len(ran)
    assert "rgb(0, 0, 0)" == color
