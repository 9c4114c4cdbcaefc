"""Links to style sheets get a nonce only where the policy needs one."""

from __future__ import annotations

import re

import pytest
from flask import Flask, Response, render_template_string

from flask_hardened.protections.csp.options import CspOptions
from tests.protections.csp.conftest import MakeApp

OWN = "<link rel=stylesheet href=/a.css>"
DYNAMIC = "<link rel=stylesheet href='{{ address }}'>"
PRELOAD = "<link rel=preload as=style href=/a.css>"
FONT = "<link rel=preload as=font href=/a.woff2>"
HTTPS = "<link rel=stylesheet href=https://cdn.example/a.css>"
SCHEMELESS = "<link rel=stylesheet href=//cdn.example/a.css>"
HTTP = "<link rel=stylesheet href=http://cdn.example/a.css>"
STYLE = "<style>p {}</style>"
MODULE = "<link rel=modulepreload href=/a.js>"
PREFETCH = "<link rel=prefetch href=/a>"

WEB = CspOptions()
STRICT = CspOptions(profile="strict")
HOST = CspOptions(style_src=["https://cdn.example"])
STRICT_HOST = CspOptions(profile="strict", style_src=["'self'", "https://cdn.example"])
ANYWHERE = CspOptions(style_src=["*"])
ONLY_HTTPS = CspOptions(style_src=["https:"])
DEFAULT = CspOptions(profile="api", default_src=["'self'"], script_src=["'strict-dynamic'"])
INLINE = CspOptions(style_src=["'self'", "'unsafe-inline'"])
BOTH = CspOptions(report_only={"style_src": ["'self'"]})
BOTH_HOST = CspOptions(report_only={"style_src": ["https://cdn.example"]})

TABLE = [
    # options, tag, over HTTPS, over HTTP
    (WEB, OWN, False, False),
    (WEB, DYNAMIC, False, False),
    (WEB, PRELOAD, False, False),
    (WEB, FONT, False, False),
    (WEB, HTTPS, False, True),
    (WEB, SCHEMELESS, False, True),
    (WEB, HTTP, True, True),
    (WEB, STYLE, True, True),
    (WEB, MODULE, True, True),
    (WEB, PREFETCH, True, True),
    (STRICT, OWN, False, False),
    (STRICT, DYNAMIC, False, False),
    (STRICT, HTTPS, False, False),
    (STRICT, HTTP, False, False),
    (STRICT, STYLE, True, True),
    (STRICT_HOST, OWN, False, False),
    (STRICT_HOST, HTTPS, True, True),
    (HOST, OWN, True, True),
    (HOST, HTTPS, True, True),
    (ANYWHERE, OWN, False, False),
    (ANYWHERE, SCHEMELESS, False, False),
    (ONLY_HTTPS, OWN, False, True),
    (ONLY_HTTPS, HTTPS, False, True),
    (DEFAULT, OWN, False, False),
    (DEFAULT, HTTPS, False, False),
    (INLINE, OWN, False, False),
    (INLINE, HTTPS, False, False),
    (BOTH, OWN, False, False),
    (BOTH, HTTPS, True, True),
    (BOTH_HOST, OWN, True, True),
]


def page_app(make_app: MakeApp, options: CspOptions, source: str) -> Flask:
    app = make_app(options)
    app.add_url_rule("/page", "page", lambda: render_template_string(source, address="/a.css"))
    return app


@pytest.mark.parametrize(("options", "tag", "https", "http"), TABLE)
def test_a_nonce_only_where_it_has_an_effect(
    make_app: MakeApp, options: CspOptions, tag: str, https: bool, http: bool
) -> None:
    """A style sheet that the policy allows, or would not allow with a nonce either, needs none."""
    client = page_app(make_app, options, tag).test_client()
    for scheme, needed in (("https", https), ("http", http)):
        response = client.get("/page", base_url=f"{scheme}://localhost")
        assert needed is ("nonce" in response.text)
        assert needed is ("'nonce-" in str(response.headers))


def test_a_page_without_script_may_be_cached(make_app: MakeApp) -> None:
    """With style sheets alone, its policy is a constant, and what the view says of caching stays."""
    app = make_app()
    page = HTTPS + OWN
    app.add_url_rule(
        "/page", "page", lambda: Response(render_template_string(page), headers={"Cache-Control": "public, max-age=60"})
    )
    headers = [app.test_client().get("/page", base_url="https://localhost").headers for _ in range(2)]
    assert headers[0]["Content-Security-Policy"] == headers[1]["Content-Security-Policy"]
    assert "public, max-age=60" == headers[0]["Cache-Control"]


def test_beside_a_script_links_need_none_either(make_app: MakeApp) -> None:
    """The page has a nonce, and its script has it; the link loads without."""
    text = page_app(make_app, WEB, f"{OWN}<script>1</script>").test_client().get("/page").text
    assert re.fullmatch(re.escape(OWN) + r'<script nonce="[\w-]{22}">1</script>', text)
