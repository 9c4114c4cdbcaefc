"""Whatever a client sends: never our own 500, never a header of its own making in the response."""

from __future__ import annotations

import io
import re
from typing import Any

from flask import Flask, redirect, render_template_string, request, session
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_hardened import CspOptions, Hardened
from flask_hardened.errors import ConfigurationError
from tests.conftest import SECRET_KEY

VALUE = re.compile(r"[\x20-\x7e\x80-\xff\t]*")
"""What a header's value may be made of (RFC 9110 section 5.5)."""

HEADERS = [
    "HOST", "ACCEPT", "ACCEPT_LANGUAGE", "AUTHORIZATION", "COOKIE", "ORIGIN", "REFERER", "USER_AGENT", "RANGE",
    "IF_NONE_MATCH", "IF_MODIFIED_SINCE", "FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST",
    "X_FORWARDED_PREFIX", "X_REQUEST_ID", "X_HTTP_METHOD_OVERRIDE", "TRANSFER_ENCODING", "SEC_FETCH_SITE",
    "SEC_FETCH_MODE", "CONTENT_ENCODING", "EXPECT", "UPGRADE",
]  # fmt: skip

latin = st.text(st.characters(max_codepoint=255), max_size=60)
"""WSGI strings are bytes in Latin-1 (PEP 3333); a careless server lets any of them through."""

ordinary = st.fixed_dictionaries(
    {
        "REQUEST_METHOD": st.sampled_from(["GET", "GET", "POST", "HEAD", "OPTIONS"]),
        "PATH_INFO": st.sampled_from(["/", "/echo", "/go", "/static/x", "/.well-known/csp-reports"]),
        "wsgi.url_scheme": st.sampled_from(["https", "https", "http"]),
        "REMOTE_ADDR": st.sampled_from(["127.0.0.1", "203.0.113.9", "10.0.0.9", ""]),
        "CONTENT_TYPE": st.sampled_from(
            ["", "application/json", "multipart/form-data; boundary=x", "application/csp-report"]
        ),
        "CONTENT_LENGTH": st.sampled_from(["", "0", "10", "99999999"]),
        "SCRIPT_NAME": st.sampled_from(["", "", "/app"]),
        "HTTP_SEC_FETCH_SITE": st.sampled_from(["same-origin", "same-origin", "cross-site"]),
        "HTTP_SEC_FETCH_MODE": st.sampled_from(["cors", "navigate"]),
    }
)
hostile = st.dictionaries(
    st.sampled_from(
        ["REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "CONTENT_TYPE", "CONTENT_LENGTH", "SCRIPT_NAME"]
        + [f"HTTP_{name}" for name in HEADERS]
    ),
    latin | latin.map("/{}".format),
    max_size=4,
)
environs = st.builds(lambda usual, odd: {**usual, **odd}, ordinary, hostile)
"""A request as a browser sends it, with up to four things that no browser would."""


def make() -> Flask:
    """Return an app in production that uses what clients send: query, path, cookies, body."""
    app = Flask("hostile")
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["shop.example", "localhost"])
    app.config["HARDENED_HOSTS_PROXIES"] = ["10.0.0.0/8"]
    app.config["HARDENED_STORAGE_URI"] = "memory://"
    app.config["HARDENED_RATE_LIMIT_DEFAULT"] = "1000000 per minute"  # the limit must not answer in place of the rest
    Hardened(app)

    @app.route("/", methods=["GET", "POST"])
    def index() -> Any:
        session["seen"] = session.get("seen", 0) + 1
        return render_template_string("<script>1</script><p onclick='x()'>{{ request.host }} {{ request.url }}")

    @app.route("/echo", methods=["GET", "POST"])
    def echo() -> Any:
        return {"body": len(request.get_data()), "address": request.remote_addr, "route": request.access_route}

    @app.route("/go")
    def go() -> Any:
        return redirect("/echo")

    return app


APP = make()


@settings(max_examples=600)
@given(environs, st.binary(max_size=200))
def test_no_request_gets_a_500_or_writes_a_header(environ: dict[str, str], body: bytes) -> None:
    """Raw WSGI environs, so that nothing between the client and the gate cleans them."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        started.append((status, headers))

    full = {
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "",
        "HTTP_HOST": "shop.example", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, **environ,
    }  # fmt: skip
    response: Any = APP(full, start_response)
    b"".join(response)
    getattr(response, "close", lambda: None)()
    status, headers = started[-1]
    assert int(status[:3]) < 500
    for name, value in headers:
        assert VALUE.fullmatch(value), (name, value)
    names = [name.lower() for name, _ in headers]
    assert 1 == names.count("x-frame-options")


@given(st.lists(st.text(max_size=30), max_size=4))
def test_no_csp_source_writes_another_directive_or_header(sources: list[str]) -> None:
    """A source list is refused, or it stands in the header as one directive, exactly as given."""
    try:
        options = CspOptions(img_src=sources)
    except ConfigurationError:
        return
    app = Flask("csp")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, csp=options)
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert VALUE.fullmatch(policy)
    directives = [part.split() for part in policy.split(";")]
    found = [words[1:] for words in directives if words and words[0] == "img-src"]
    assert [list(dict.fromkeys(sources)) or ["'none'"]] == found
