"""CORS in a real Chromium: pages of two loopback origins ask one app."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask, abort, request
from werkzeug.serving import make_server

from flask_hardened import BodySizeOptions, Hardened
from flask_hardened.protections.cors.decorators import cors
from flask_hardened.protections.cors.options import CorsOptions
from tests.conftest import SECRET_KEY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ASK = """async ([url, options]) => {
  try {
    const response = await fetch(url, options);
    return {status: response.status, body: await response.text(), count: response.headers.get("X-Total-Count"),
            kind: response.type};
  } catch (error) {
    return {error: error.name};
  }
}"""
BLOCKED = {"error": "TypeError"}


@contextmanager
def serving(app: Flask, host: str = "localhost") -> Iterator[str]:
    """Serve an app on a free port and say its origin."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def site() -> Flask:
    """Return a site with one empty page, whose scripts ask other origins."""
    app = Flask("site")
    app.add_url_rule("/", "index", lambda: "<!doctype html><title>site</title>")
    return app


def api(allowed: str) -> tuple[Flask, list[str]]:
    """Return the API that `allowed` may read, and the log of what its views were asked."""
    app = Flask("api")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY, PROPAGATE_EXCEPTIONS=False)
    Hardened(
        app,
        cors=CorsOptions(
            origins=[allowed], credentials=True, expose_headers=["X-Total-Count"], allow_headers=["X-Key"]
        ),
        body_size=BodySizeOptions(max_body=100),
    )
    ran: list[str] = []

    @app.route("/items", methods=["GET", "PUT", "POST"])
    def items():
        ran.append(f"{request.method} {request.headers['Origin']}")
        return {"cookie": request.cookies.get("who", "nobody"), "key": request.headers.get("X-Key")}, {
            "X-Total-Count": "7"
        }

    @app.get("/sign-in")
    def sign_in():
        return "", 204, {"Set-Cookie": "who=ada; Path=/"}

    @app.get("/fails/<int:status>")
    def fails(status):
        if status == 500:
            raise RuntimeError("of the view")
        abort(status)

    @app.get("/old")
    def old():
        return "", 302, {"Location": "/items"}

    app.add_url_rule("/closed", "closed", cors(origins=[])(lambda: "closed"))
    app.add_url_rule("/public", "public", cors(origins=["*"], credentials=False)(lambda: "public"))
    return app, ran


class Sites:
    """The three servers, and a page on each of the two sites."""

    def __init__(self, allowed: Page, other: Page, api_origin: str, ran: list[str]) -> None:
        self.pages = {"allowed": allowed, "other": other}
        self.origin = api_origin
        self.ran = ran

    def ask(self, who: str, path: str, **options: Any) -> Any:
        """Have a page fetch a path of the API."""
        return self.pages[who].evaluate(ASK, [f"{self.origin}{path}", options])


@pytest.fixture(scope="module")
def sites(chromium: Browser) -> Iterator[Sites]:
    """An API on one loopback origin, an allowed site and another one on two more."""
    with ExitStack() as stack:
        allowed, other = stack.enter_context(serving(site())), stack.enter_context(serving(site()))
        app, ran = api(allowed)
        origin = stack.enter_context(serving(app))
        context = stack.enter_context(chromium.new_context())
        pages = [context.new_page() for _ in range(3)]
        for page, address in zip(pages, (allowed, other, f"{origin}/sign-in"), strict=True):
            page.goto(address) if "sign-in" not in address else page.request.get(address)
        yield Sites(pages[0], pages[1], origin, ran)


def test_an_allowed_origin_reads(sites: Sites) -> None:
    """Body and exposed header; no cookie unless the script asks for it."""
    expected = {"status": 200, "body": '{"cookie":"nobody","key":null}\n', "count": "7", "kind": "cors"}
    assert expected == sites.ask("allowed", "/items")


def test_with_credentials(sites: Sites) -> None:
    """The cookie goes along when the script asks, and the answer can be read."""
    answer = sites.ask("allowed", "/items", credentials="include")
    assert (200, '{"cookie":"ada","key":null}\n') == (answer["status"], answer["body"])


@pytest.mark.parametrize("credentials", ["omit", "include"])
def test_a_preflight_passes(sites: Sites, credentials: str) -> None:
    """A PUT with a header of its own, with and without credentials."""
    answer = sites.ask("allowed", "/items", method="PUT", headers={"X-Key": "k"}, credentials=credentials)
    assert (200, True) == (answer["status"], '"key":"k"' in answer["body"])


@pytest.mark.parametrize(
    ("method", "headers"), [("PUT", {"X-Other": "o"}), ("PATCH", {}), ("POST", {"Content-Type": "application/json"})]
)
def test_what_is_not_allowed_is_not_sent(sites: Sites, method: str, headers: dict[str, str]) -> None:
    """A header or method that is not named stops at the preflight: the view never runs."""
    before = len(sites.ran)
    assert BLOCKED == sites.ask("allowed", "/items", method=method, headers=headers)
    assert before == len(sites.ran)


@pytest.mark.parametrize("credentials", ["omit", "include"])
def test_another_origin_reads_nothing(sites: Sites, credentials: str) -> None:
    """A simple request runs and cannot be read; one with a preflight does not even run."""
    before = len(sites.ran)
    assert BLOCKED == sites.ask("other", "/items", credentials=credentials)
    assert before + 1 == len(sites.ran)
    assert BLOCKED == sites.ask("other", "/items", method="PUT", credentials=credentials)
    assert BLOCKED == sites.ask("other", "/fails/404", credentials=credentials)
    assert before + 1 == len(sites.ran)


@pytest.mark.parametrize("status", [401, 403, 404, 422, 500, 503])
def test_errors_can_be_read(sites: Sites, status: int) -> None:
    """The allowed origin sees the problem document, not a network error."""
    answer = sites.ask("allowed", f"/fails/{status}", credentials="include")
    assert status == answer["status"]
    assert '"reference"' in answer["body"]


def test_refusals_can_be_read(sites: Sites) -> None:
    """Pages that do not exist, wrong methods and bodies that are too large."""
    assert 404 == sites.ask("allowed", "/no-such-page")["status"]
    assert 405 == sites.ask("allowed", "/fails/404", method="POST")["status"]
    assert 413 == sites.ask("allowed", "/items", method="POST", body="x" * 1000)["status"]


def test_a_redirect_is_followed(sites: Sites) -> None:
    """Both hops carry the headers."""
    assert 200 == sites.ask("allowed", "/old", credentials="include")["status"]


def test_marks_hold(sites: Sites) -> None:
    """A closed view is closed to the allowed origin, a public one open to every other, without credentials."""
    assert BLOCKED == sites.ask("allowed", "/closed")
    assert "public" == sites.ask("other", "/public")["body"]
    assert BLOCKED == sites.ask("other", "/public", credentials="include")


def test_a_sandboxed_frame_reads_nothing(sites: Sites) -> None:
    """Its origin is null, even inside a page of the allowed origin."""
    outcome = sites.pages["allowed"].evaluate(
        """(url) => new Promise((resolve) => {
          addEventListener("message", (event) => resolve(event.data), {once: true});
          const frame = document.createElement("iframe");
          frame.sandbox = "allow-scripts";
          frame.srcdoc = `<script>fetch(${JSON.stringify(url)})
            .then(() => parent.postMessage("read", "*"), () => parent.postMessage("blocked", "*"))</` + `script>`;
          document.body.append(frame);
        })""",
        f"{sites.origin}/items",
    )
    assert "blocked" == outcome
