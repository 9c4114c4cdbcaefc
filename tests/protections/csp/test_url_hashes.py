"""Hashes of ``javascript:`` URLs in the policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

import pytest
from flask import Flask, render_template_string
from werkzeug.test import TestResponse

from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.sheet import MAX_HASHES
from tests.protections.csp.conftest import MakeApp

Read = Callable[[TestResponse], dict[str, list[str]]]
LINK = "<a href='javascript:void(0)'>a</a>"
HASH = f"'sha256-{base64.b64encode(hashlib.sha256(b'javascript:void(0)').digest()).decode()}'"


def page_app(make_app: MakeApp, source: str, options: CspOptions | None = None) -> Flask:
    app = make_app(options)
    app.add_url_rule("/page", "page", lambda: render_template_string(source))
    return app


def test_a_page_without_a_nonce(make_app: MakeApp, policy_of: Read) -> None:
    """Its ``script-src 'none'`` becomes the hash; handlers stay forbidden, and other pages are as before."""
    client = page_app(make_app, LINK * 2).test_client()
    policy = policy_of(client.get("/page"))
    assert ["'unsafe-hashes'", HASH] == policy["script-src"]
    assert ["'none'"] == policy["script-src-attr"]
    assert ["'none'"] == policy_of(client.get("/"))["script-src"]


def test_a_page_with_a_nonce(make_app: MakeApp, policy_of: Read) -> None:
    """The hash stands beside the nonce and 'strict-dynamic'."""
    script_src = policy_of(page_app(make_app, f"{LINK}<script>1</script>").test_client().get("/page"))["script-src"]
    assert script_src[0].startswith("'nonce-")
    assert ["'strict-dynamic'", "'unsafe-hashes'", HASH] == script_src[1:]


@pytest.mark.parametrize(
    ("options", "script_src"),
    [
        (CspOptions(script_src=["'none'"]), ["'none'"]),
        (CspOptions(script_src=["'self'"]), ["'self'", "'unsafe-hashes'", HASH]),
        (
            CspOptions(script_src=["'unsafe-inline'"], dangerously_allow=["'unsafe-inline'"]),
            ["'unsafe-inline'"],
        ),
    ],
)
def test_other_policies(make_app: MakeApp, policy_of: Read, options: CspOptions, script_src: list[str]) -> None:
    """Who allows no script at all means it, and a hash would switch 'unsafe-inline' off."""
    assert script_src == policy_of(page_app(make_app, LINK, options).test_client().get("/page"))["script-src"]


def test_a_policy_that_does_not_speak_of_scripts(make_app: MakeApp, policy_of: Read) -> None:
    """It gets no directive more."""
    policy = policy_of(page_app(make_app, LINK, CspOptions(profile="api")).test_client().get("/page"))
    assert "script-src" not in policy
    assert ["'none'"] == policy["default-src"]


def test_reported_policies_know_them_too(make_app: MakeApp) -> None:
    """A report would tell of something that is allowed."""
    headers = page_app(make_app, LINK, CspOptions(report_only="strict")).test_client().get("/page").headers
    assert HASH in headers["Content-Security-Policy-Report-Only"]


def test_all_hashes_together_are_limited(make_app: MakeApp, policy_of: Read, caplog: pytest.LogCaptureFixture) -> None:
    """Handlers come first, then URLs, then styles."""
    handlers = "".join(f"<p onclick='a({number})'>" for number in range(MAX_HASHES - 3))
    urls = "".join(f"<a href='javascript:a({number})'>" for number in range(2))
    styles = "".join(f"<p style='width: {number}px'>" for number in range(5))
    policy = policy_of(page_app(make_app, styles + urls + handlers).test_client().get("/page"))
    assert [MAX_HASHES - 3, 2, 1] == [
        sum(source.startswith("'sha256-") for source in policy[name])
        for name in ("script-src-attr", "script-src", "style-src-attr")
    ]
    assert "more than 50 inline handlers, javascript: URLs and style attributes" in caplog.text


def test_a_handler_in_every_row(make_app: MakeApp, policy_of: Read, caplog: pytest.LogCaptureFixture) -> None:
    """A long table gets as many hashes as there is room for, whichever request it is, and the same one counts once."""
    rows = "{% for row in range(2000) %}<a onclick='remove({{ row // 2 }})'></a>{% endfor %}"
    client = page_app(make_app, rows).test_client()
    for _ in range(2):
        script_src_attr = policy_of(client.get("/page"))["script-src-attr"]
        assert 1 + MAX_HASHES == len(set(script_src_attr)) == len(script_src_attr)
    assert 1 == caplog.text.count("more than 50")


def test_ever_new_hashes_do_not_fill_memory(make_app: MakeApp, policy_of: Read) -> None:
    """Each page is answered with its own."""
    app = make_app()
    app.add_url_rule("/<int:n>", "n", lambda n: render_template_string("<a onclick='go({{ n }})'>", n=n))
    client = app.test_client()
    seen = {tuple(policy_of(client.get(f"/{number}"))["script-src-attr"]) for number in range(100)}
    assert 100 == len(seen)
    sheet = app.extensions["hardened"].plans.of("n", "GET").room["csp"]._plain
    assert len(sheet._hashed) <= 64
