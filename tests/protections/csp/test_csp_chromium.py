"""The policy in a real Chromium: what it lets run, what it blocks, and that a violation becomes one event."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask, Response, redirect, render_template_string, request
from werkzeug.serving import make_server

from flask_hardened import Hardened
from flask_hardened.protections.csp.options import CspOptions
from tests.requirements import chromium_path, require, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LISTEN = """
<script>
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(
    event.effectiveDirective + " " + event.blockedURI));
</script>
"""
CDN_PAGE = (
    LISTEN
    + """
<link rel="stylesheet" href="{{ cdn }}/bootstrap.css">
<script src="{{ cdn }}/bootstrap.js"></script>
<style>#inline { color: rgb(1, 2, 3) }</style>
<p id="inline" class="cdn">text</p>
<p id="attribute" style="color: rgb(4, 5, 6)">text</p>
<p id="font" style="font-family: Cdn">text</p>
<button id="handler" onclick="window.clicked = true">button</button>
<img id="image" src="{{ cdn }}/pixel.png" alt="">
<img id="data" src="data:image/png;base64,{{ pixel }}" alt="">
<script>window.inline = true</script>
<script type="module">window.module = true</script>
{{ injected }}
"""
)


STYLES = """
@import url("/import.css");
@font-face { font-family: Cdn; src: url("/font.woff2") }
.cdn { background-color: rgb(7, 8, 9) }
"""
SCRIPT = """
const part = document.createElement("script");
part.src = new URL("/part.js", document.currentScript.src);
document.head.append(part);
window.cdn = true;
"""


class Served:
    """A server on a free port of this machine."""

    def __init__(self, scheme: str, port: int) -> None:
        self.origin = f"{scheme}://localhost:{port}"


@contextmanager
def serving(app: Any, scheme: str) -> Iterator[Served]:
    """Serve a WSGI application; over HTTPS with a certificate made for the occasion."""
    server = make_server("localhost", 0, app, threaded=True, ssl_context="adhoc" if scheme == "https" else None)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Served(scheme, server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def cdn_app() -> Flask:
    """Return another origin: a style sheet that imports one and loads a font, a script that loads one, an image."""
    app = Flask("cdn")
    files: dict[str, tuple[str | bytes, str]] = {
        "bootstrap.css": (STYLES, "text/css"),
        "import.css": (".cdn { outline-color: rgb(10, 11, 12) }", "text/css"),
        "bootstrap.js": (SCRIPT, "text/javascript"),
        "part.js": ("window.part = true", "text/javascript"),
        "font.woff2": (b"not really a font", "font/woff2"),
        "pixel.png": (PIXEL, "image/png"),
    }

    @app.get("/<name>")
    def file(name: str) -> Response:
        body, mimetype = files[name]
        return Response(body, mimetype=mimetype, headers={"Access-Control-Allow-Origin": "*"})

    return app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that sends reports at once, and to a server whose certificate nobody signed."""
    path = require(chromium_path(), "Chromium is not installed (Debian: apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    switches = [
        "--no-sandbox",  # CI runs as root
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--short-reporting-delay",
        "--ignore-certificate-errors",  # reports are uploaded outside of any page's context
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page in a context of its own."""
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Return a function that serves an app until the test is over."""
    with ExitStack() as stack:
        yield lambda app, scheme="https": stack.enter_context(serving(app, scheme))


def hardened(options: CspOptions | None = None, preset: Any = None, **views: Callable[[], Any]) -> Flask:
    """Return a hardened app with these views, and its events in ``app.emitted``."""
    app = Flask(__name__, static_folder=None)
    app.config.update(TESTING=True, SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf")
    Hardened(app, preset=preset, **({} if options is None else {"csp": options}))
    for name, view in views.items():
        app.add_url_rule(f"/{name}", name, view, methods=["GET", "POST"])
    app.emitted = emitted = []
    app.arrived = threading.Event()

    def emit(event: str, **fields: Any) -> None:
        if event == "csp_violation":
            emitted.append(fields)
            app.arrived.set()

    app.extensions["hardened"].events.emit = emit
    return app


def cdn_page(cdn: str, injected: str = "") -> Callable[[], str]:
    # The address stands in the template, as a CDN's does.
    source = CDN_PAGE.replace("{{ cdn }}", cdn)
    pixel = base64.b64encode(PIXEL).decode()
    return lambda: render_template_string(source, pixel=pixel, injected=_markup(injected))


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # what an app does that trusts its data


def colour(page: Page, selector: str, name: str = "color") -> str:
    return page.eval_on_selector(selector, f"(element) => getComputedStyle(element)['{name}']")


def visit(page: Page, url: str) -> list[str]:
    """Load a page, wait for all it loads, and return the violations it saw."""
    page.goto(url, wait_until="networkidle")
    return page.evaluate("window.violations")


def test_web_runs_an_ordinary_page(page: Page, serve: Callable[..., Served]) -> None:
    """CDN style sheet with import and font, CDN script that loads another, image, inline everything: no violation."""
    cdn = serve(cdn_app())
    site = serve(hardened(page=cdn_page(cdn.origin)))
    assert [] == visit(page, f"{site.origin}/page")
    page.click("#handler")
    ran = ["inline", "module", "cdn", "part", "clicked"]
    assert [True] * len(ran) == [page.evaluate(f"window.{name} === true") for name in ran]
    assert "rgb(1, 2, 3)" == colour(page, "#inline")
    assert "rgb(4, 5, 6)" == colour(page, "#attribute")
    assert "rgb(7, 8, 9)" == colour(page, "#inline", "background-color")
    assert "rgb(10, 11, 12)" == colour(page, "#inline", "outline-color")
    assert [1, 1] == [page.eval_on_selector(name, "(image) => image.naturalWidth") for name in ("#image", "#data")]


WITHOUT_SCRIPT = """<!doctype html><link rel="stylesheet" href="/own"><link rel="stylesheet" href="{{ cdn }}/bootstrap.css">
<link rel="preload" as="style" href="/own"><link rel="stylesheet" href="{{ url_for('own') }}?again">
<p id="own" class="cdn">text</p>
<a id="nothing" href="javascript:void(0)">a</a><a id="url" href="javascript:void(document.body.id = 'went')">b</a>
<button id="number" onclick="this.title = {{ number }}">c</button>
<button id="asked" onclick="this.title = '{{ _('Delete it?') }}'" style="width: {{ number }}px">d</button>
<a id="data" href="javascript:void(document.body.id = '{{ text }}')">e</a>
<button id="text" onclick="this.title = '{{ text }}'">f</button>
"""


def test_an_old_page_without_script_elements(page: Page, serve: Callable[..., Served]) -> None:
    """Style sheets, URLs, handlers with a number or a translation work without a nonce; what holds data does not."""
    cdn = serve(cdn_app())
    source = WITHOUT_SCRIPT.replace("{{ cdn }}", cdn.origin)
    values = {"number": 42, "text": "text", "_": lambda message: f"{message} L\u00f6schen & 'weg'".replace("'", "\\'")}
    app = hardened(
        page=lambda: render_template_string(source, **values),
        own=lambda: Response("#own { color: rgb(1, 2, 3) }", mimetype="text/css"),
    )
    site = serve(app)
    page.add_init_script(
        "window.violations = []; addEventListener('securitypolicyviolation', (event) => "
        "document.documentElement.className = 'v' + violations.push(event.effectiveDirective + ' ' + event.blockedURI))"
    )
    response = page.goto(f"{site.origin}/page", wait_until="networkidle")
    assert response is not None
    assert "'nonce-" not in response.headers["content-security-policy"]
    assert "nonce" not in response.text()
    assert ["script-src-attr inline"] == page.evaluate("violations")  # a handler is judged when it is read
    assert ["rgb(1, 2, 3)", "rgb(7, 8, 9)"] == [colour(page, "#own"), colour(page, "#own", "background-color")]
    for name in ("nothing", "url", "number", "asked"):
        page.click(f"#{name}")
    page.wait_for_selector("body#went", state="attached")
    assert ["42", "Delete it? L\u00f6schen & 'weg'"] == [
        page.get_attribute(f"#{it}", "title") for it in ("number", "asked")
    ]
    assert "42px" == colour(page, "#asked", "width")
    assert 1 == page.evaluate("violations.length")
    page.click("#text")
    page.click("#data")
    page.wait_for_selector("html.v2", state="attached")  # waiting for a function would need 'unsafe-eval'
    assert ["script-src-attr inline", "script-src-elem inline"] == page.evaluate("violations.sort()")
    assert None is page.get_attribute("#text", "title")
    assert "went" == page.evaluate("document.body.id")


@pytest.mark.parametrize(
    "injected",
    [
        "<script>window.injected = true</script>",
        "<script nonce=''>window.injected = true</script>",
        "<script src='/part.js'></script>",
        "<script src='{cdn}/injected.js'></script>",
        "<img src=x: onerror='window.injected = true'>",
        "<svg onload='window.injected = true'></svg>",
        "<button id=handler2 onclick='window.injected = true' autofocus onfocus='window.injected = true'>b</button>",
        "<iframe src='javascript:parent.injected = true'></iframe>",
        "<object data='data:text/html,<script>parent.injected = true</script>'></object>",
    ],
)
def test_injected_script_does_not_run(page: Page, serve: Callable[..., Served], injected: str) -> None:
    """Markup from data that an app trusted by mistake is shown, but nothing in it runs."""
    cdn = serve(cdn_app())
    site = serve(hardened(page=cdn_page(cdn.origin, injected.format(cdn=cdn.origin))))
    violations = visit(page, f"{site.origin}/page")
    assert True is page.evaluate("window.inline === true")
    assert False is page.evaluate("window.injected === true")
    assert violations


def test_an_injected_frame_does_not_run(page: Page, serve: Callable[..., Served]) -> None:
    """A frame whose document stands in an attribute has the policy of its page."""
    app = hardened(
        page=lambda: render_template_string(
            LISTEN + "{{ injected }}",
            injected=_markup("<iframe srcdoc='<script>parent.injected = true</script>'></iframe>"),
        )
    )
    # Over HTTPS Chromium blocks it too, but has no endpoint for reports of such a document.
    site = serve(app, "http")
    visit(page, f"{site.origin}/page")
    assert app.arrived.wait(20)
    assert False is page.evaluate("window.injected === true")
    assert ["script-src-elem"] == [event["directive"] for event in app.emitted]


def test_an_injected_base_does_not_move_scripts(page: Page, serve: Callable[..., Served]) -> None:
    """``base-uri 'none'``: relative addresses stay the page's."""
    cdn = serve(cdn_app())
    site = serve(hardened(page=cdn_page(cdn.origin, f"<base href='{cdn.origin}/'><a id=link href='here'>a</a>")))
    assert [f"base-uri {cdn.origin}"] == [it.rstrip("/") for it in visit(page, f"{site.origin}/page")]
    assert f"{site.origin}/here" == page.eval_on_selector("#link", "(link) => link.href")


def test_strict_blocks_other_origins(page: Page, serve: Callable[..., Served]) -> None:
    """In ``strict`` the own inline code runs, and nothing comes from the CDN, though the template names it."""
    cdn = serve(cdn_app())
    site = serve(hardened(CspOptions(profile="strict"), page=cdn_page(cdn.origin)))
    violations = visit(page, f"{site.origin}/page")
    blocked = [
        f"style-src-elem {cdn.origin}/bootstrap.css",
        f"script-src-elem {cdn.origin}/bootstrap.js",
        f"img-src {cdn.origin}/pixel.png",
    ]
    assert sorted(blocked) == sorted(violations)
    page.click("#handler")
    assert [True, True, True] == [page.evaluate(f"window.{name} === true") for name in ("inline", "module", "clicked")]
    assert "rgb(1, 2, 3)" == colour(page, "#inline")
    assert "rgb(4, 5, 6)" == colour(page, "#attribute")
    assert 1 == page.eval_on_selector("#data", "(image) => image.naturalWidth")


def test_strict_demands_trusted_types(page: Page, serve: Callable[..., Served]) -> None:
    """``textContent`` works; a string for ``innerHTML`` is refused and becomes one event."""
    body = (
        LISTEN
        + """<p id="a"></p><p id="b">before</p><script>
        document.getElementById("a").textContent = "<b>text</b>";
        try { document.getElementById("b").innerHTML = "<b>secret</b>" } catch (error) { window.refused = error.name }
        </script>"""
    )
    app = hardened(CspOptions(profile="strict"), page=lambda: render_template_string(body))
    site = serve(app)
    assert ["require-trusted-types-for trusted-types-sink"] == visit(page, f"{site.origin}/page")
    assert ["<b>text</b>", "before", "TypeError"] == [
        page.text_content("#a"),
        page.text_content("#b"),
        page.evaluate("window.refused"),
    ]
    assert app.arrived.wait(20)
    page.wait_for_timeout(1500)
    assert [("require-trusted-types-for", "trusted-types-sink", 1)] == [
        (event["directive"], event["blocked"], event["count"]) for event in app.emitted
    ]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_violation_is_one_event(page: Page, serve: Callable[..., Served], scheme: str) -> None:
    """Over HTTP the report comes by report-uri, over HTTPS by report-to, and never by both."""
    body = LISTEN + "{{ injected }}"
    app = hardened(
        page=lambda: render_template_string(body, injected=_markup("<script>window.injected = true</script>"))
    )
    site = serve(app, scheme)
    assert ["script-src-elem inline"] == visit(page, f"{site.origin}/page?token=secret")
    assert app.arrived.wait(20)
    page.wait_for_timeout(2000)
    (event,) = app.emitted
    expected = {"directive": "script-src-elem", "blocked": "inline", "document": f"{site.origin}/page", "count": 1}
    assert {**expected, "disposition": "enforce"} == {name: event[name] for name in [*expected, "disposition"]}


def test_report_only_reports_and_blocks_nothing(page: Page, serve: Callable[..., Served]) -> None:
    """Before it is enforced, a policy tells what it would block."""
    body = LISTEN + "{{ injected }}"
    app = hardened(
        CspOptions(enforce=False),
        page=lambda: render_template_string(body, injected=_markup("<script>window.injected = true</script>")),
    )
    site = serve(app)
    visit(page, f"{site.origin}/page")
    assert True is page.evaluate("window.injected === true")
    assert app.arrived.wait(20)
    assert ["report"] == [event["disposition"] for event in app.emitted]


def test_a_worker_loads_its_parts(page: Page, serve: Callable[..., Served]) -> None:
    """A worker of the own origin runs, and so does what it imports from there."""
    body = LISTEN + '<script>new Worker("/worker").onmessage = (event) => { window.answer = event.data }</script>'
    app = hardened(
        page=lambda: render_template_string(body),
        worker=lambda: Response('importScripts("/part"); postMessage(part)', mimetype="text/javascript"),
        part=lambda: Response("var part = 'loaded'", mimetype="text/javascript"),
    )
    assert [] == visit(page, f"{serve(app).origin}/page")
    wait_until(page, "window.answer === 'loaded'")


def test_a_stream_runs(page: Page, serve: Callable[..., Served]) -> None:
    """A streamed template's script has the nonce that left before it."""
    from flask import stream_template_string

    source = LISTEN + "<script>window.streamed = true</script>"
    app = hardened(page=lambda: Response(stream_template_string(source), mimetype="text/html"))
    assert [] == visit(page, f"{serve(app).origin}/page")
    assert True is page.evaluate("window.streamed === true")


def test_a_form_that_ends_elsewhere_needs_the_origin(page: Page, serve: Callable[..., Served]) -> None:
    """Chromium holds redirects of a sent form to form-action: a sign-in provider has to be named."""
    provider = serve(hardened(landed=lambda: "landed"))

    def sign_in() -> Any:
        if request.method == "POST":
            return redirect(f"{provider.origin}/landed", 303)
        return render_template_string(LISTEN + "<form method=post><button id=go>sign in</button></form>")

    blocked = serve(hardened(sign_in=sign_in))
    page.goto(f"{blocked.origin}/sign_in")
    page.click("#go", no_wait_after=True)
    wait_until(page, "window.violations.length > 0")
    assert f"{blocked.origin}/sign_in" == page.url
    named = serve(hardened(CspOptions(form_action=["'self'", provider.origin]), sign_in=sign_in))
    page.goto(f"{named.origin}/sign_in")
    page.click("#go")
    page.wait_for_url(f"{provider.origin}/landed")


def test_plain_http_on_loopback_is_not_upgraded(page: Page, serve: Callable[..., Served]) -> None:
    """Developing without TLS, own assets and links stay on http."""
    body = LISTEN + '<script src="/own"></script><a id="link" href="/page">again</a>'
    app = hardened(
        page=lambda: render_template_string(body),
        own=lambda: Response("window.own = true", mimetype="text/javascript"),
    )
    site = serve(app, "http")
    assert [] == visit(page, f"{site.origin}/page")
    assert True is page.evaluate("window.own === true")
    with page.expect_navigation():
        page.click("#link")
    assert f"{site.origin}/page" == page.url
