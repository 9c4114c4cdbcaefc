"""`safe_next` returns a path of this site whatever is sent."""

from __future__ import annotations

from typing import Any

import ada_url
import pytest
from flask import Flask, redirect, request
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from flask_hardened import Hardened
from flask_hardened.protections.hosts.options import HostsOptions
from flask_hardened.protections.redirects.functions import allow_redirect, is_safe_redirect, safe_next
from flask_hardened.protections.redirects.options import RedirectsOptions
from tests.hostile_urls import hostile_urls
from tests.protections.redirects.conftest import MakeApp, new_app


def next_app(**features: Any) -> Flask:
    """Return an app that says where it would go on."""
    app = new_app()
    Hardened(app, **{"csrf": False, "rate_limit": False, "events": False, **features})

    @app.route("/next", methods=["GET", "POST"])
    def where() -> str:
        return safe_next("/home", param=request.args.get("param", "next"))

    @app.get("/safe")
    def safe() -> str:
        return str(is_safe_redirect(request.args["to"]))

    @app.get("/go")
    def go():
        return redirect(safe_next("/home"))

    return app


APP = next_app()


def next_of(wish: str, app: Flask = APP, **more: Any) -> str:
    """Return where the app goes on."""
    return app.test_client().get("/next", query_string={"next": wish}, **more).text


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("/", "/"),
        ("/orders?page=2#top", "/orders?page=2#top"),
        ("/a//b", "/a//b"),
        ("/\u00fc?\u00fc", "/\u00fc?\u00fc"),
        ("/x?to=https://evil.example", "/x?to=https://evil.example"),
        ("http://localhost/orders?x", "/orders?x"),
        ("https://LOCALHOST:443", "/"),
        ("http://localhost?x", "/?x"),
        ("//localhost/a", "/a"),
        (" /a\t", "/a"),
        ("/a\nb", "/ab"),
        ("/.well-known/x", "/.well-known/x"),
        ("/a..b", "/a..b"),
        ("/a?b=/../c#/./", "/a?b=/../c#/./"),
    ],
)
def test_local_wishes_are_paths(wish: str, path: str) -> None:
    """A full URL of the same host is reduced to its path."""
    assert path == next_of(wish)


@pytest.mark.parametrize(
    "wish",
    ["", "orders", "?x", "#x", "//evil.example", "/\\evil.example", "/\t/evil.example", "https:evil.example",
     "https://evil.example/", "javascript:alert(1)", "http://localhost//evil.example", "/\\localhost//evil.example",
     "/a/..//evil.example", "/.//evil.example", "/%2e%2E//evil.example", "/a\\b", "/a\x00b", "/a\x7f", "/" + "a" * 3000,
     "https://shop.localhost/", "http://localhost:8080/", "http://localhost@evil.example/"],
)  # fmt: skip
def test_other_wishes_are_the_default(wish: str) -> None:
    """Other sites, what is no path from the root, and what would become another site if somebody tidied it up."""
    assert "/home" == next_of(wish)


@settings(max_examples=1500)
@given(st.one_of(hostile_urls(), st.text(max_size=30)))
def test_whatever_is_sent_it_stays(wish: str) -> None:
    """The redirect to it is never refused, never fails, and never leaves."""
    sent = wish.encode("utf-8", "replace").decode()
    response = APP.test_client().get("/go", query_string={"next": sent})
    assert 302 == response.status_code
    location = response.headers["Location"]
    assert location.startswith("/")
    assert "localhost" == ada_url.URL(location, base="https://localhost/go").hostname


def test_the_wish_may_come_in_a_form_or_under_another_name() -> None:
    """The query first, as Flask-Login has it."""
    client = APP.test_client()
    assert "/a" == client.post("/next", data={"next": "/a"}).text
    assert "/b" == client.post("/next?next=/b", data={"next": "/a"}).text
    assert "/home" == client.post("/next", data={"next": "//evil.example"}).text
    assert "/c" == client.get("/next?param=return_to&return_to=/c").text
    assert "/home" == client.get("/next").text


def test_hosts_of_ours_are_not_this_one() -> None:
    """Their paths mean nothing here; `is_safe_redirect` lets them stay URLs."""
    app = next_app(hosts=HostsOptions(allowed=["shop.example", "help.example"]))
    client = app.test_client()
    base = "https://shop.example"
    assert "/home" == next_of("https://help.example/a", app, base_url=base)
    assert "/a" == next_of("https://shop.example/a", app, base_url=base)
    ask = client.get("/safe", query_string={"to": "https://help.example/a"}, base_url=base)
    assert "True" == ask.text


@pytest.mark.parametrize(
    ("to", "safe"),
    [("/a", True), ("a", True), ("http://localhost/", True), ("https://pay.example/x", True), ("//pay.example", False),
     ("https://idp.example", False), ("//evil.example", False), ("javascript:x", False), ("https://", False)],
)  # fmt: skip
def test_is_safe_redirect(to: str, safe: bool) -> None:
    """Ours or listed; over http, `//pay.example` would lead to a place that is not listed."""
    app = next_app(redirects=RedirectsOptions(allowed=["https://pay.example"]))
    assert str(safe) == app.test_client().get("/safe", query_string={"to": to}).text


def test_it_works_with_the_feature_off(make_app: MakeApp) -> None:
    """A wish is judged all the same."""
    app = next_app(redirects=False)
    assert "/home" == next_of("//evil.example", app)
    assert "/a" == next_of("http://localhost/a", app)
    assert "False" == app.test_client().get("/safe", query_string={"to": "//evil.example"}).text


def test_behind_a_prefix() -> None:
    """A mounted app is sent whole paths, and may go to its neighbours."""
    mounted = Client(DispatcherMiddleware(Flask("outer"), {"/shop": APP}))  # type: ignore[arg-type]
    assert "/shop/cart" == mounted.get("/shop/next?next=/shop/cart").text
    assert "/blog" == mounted.get("/shop/next?next=http://localhost/blog").text
    assert "/home" == mounted.get("/shop/next?next=//shop/cart").text


@pytest.mark.parametrize(
    "url", ["javascript:x", "data:x", "/local", "https://", "https://b\u00fccher.example", "ws://a"]
)
def test_nobody_can_vouch_for_these(url: str) -> None:
    """What is no site and no app."""
    with APP.test_request_context(), pytest.raises(ValueError, match="no URL"):
        allow_redirect(url)


def test_outside_of_a_request_they_say_so() -> None:
    """Not with an attribute error."""
    with APP.app_context(), pytest.raises(RuntimeError, match="no request"):
        is_safe_redirect("/")
