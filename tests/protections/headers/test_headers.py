"""The headers room: what is sent by default, what options and decorators change, what a view may keep."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Blueprint, Flask

from flask_hardened import Hardened
from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.headers.catalog import HEADERS
from flask_hardened.protections.headers.decorators import headers, no_store
from flask_hardened.protections.headers.options import HeadersOptions
from flask_hardened.protections.headers.permissions_policy import DENIED, KNOWN
from tests.conftest import SECRET_KEY

DENIED_POLICY = ", ".join(f"{name}=()" for name in DENIED)

DEFAULTS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": None,
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": DENIED_POLICY,
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
}
"""Every header of the catalog in the web preset; None must be absent."""


def make(options: HeadersOptions | bool = True, preset: str = "web", **view: Any) -> Flask:
    """Return an app with one view; `view` has its headers and decorator."""
    app = Flask("headers")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, preset=preset, headers=options, csp=False)  # type: ignore[arg-type]

    def index() -> tuple[str, dict[str, str]]:
        return "", view.get("own", {})

    app.add_url_rule("/", "index", view.get("decorator", lambda target: target)(index))
    return app


def check(app: Flask, expected: dict[str, str | None], path: str = "/") -> None:
    """Compare response headers with a table in which None means: must be absent."""
    response = app.test_client().get(path)
    assert expected == {name: response.headers.get(name) for name in expected}


def test_every_default_header() -> None:
    """The table above is what the web preset sends, and it names every header there is."""
    check(make(), DEFAULTS)
    assert list(DEFAULTS) == [header.name for header in HEADERS]


@pytest.mark.parametrize(
    ("preset", "changes"),
    [
        ("api", {"Cross-Origin-Opener-Policy": "same-origin"}),
        (
            "strict",
            {
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Embedder-Policy": "require-corp",
                "Referrer-Policy": "no-referrer",
            },
        ),
    ],
)
def test_presets(preset: str, changes: dict[str, str]) -> None:
    """A preset changes the named headers and leaves the others."""
    check(make(preset=preset), {**DEFAULTS, **changes})


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header.name)
def test_each_header_can_be_left_out(header: Any) -> None:
    """None, or False for a switch, leaves a header out, and only that one."""
    off = False if isinstance(getattr(HeadersOptions(), header.option), bool) else None
    check(make(HeadersOptions(**{header.option: off})), {**DEFAULTS, header.name: None})


def test_the_room_can_be_turned_off() -> None:
    """`headers=False` sends none of them."""
    check(make(options=False), dict.fromkeys(DEFAULTS))


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("X-Frame-Options", "DENY", "DENY"),
        ("X-Frame-Options", "deny", "deny"),
        ("X-Frame-Options", "SAMEORIGIN", "DENY"),
        ("X-Frame-Options", "ALLOW-FROM https://a.example", "DENY"),
        ("X-Content-Type-Options", "sniff", "nosniff"),
        ("Referrer-Policy", "no-referrer", "no-referrer"),
        ("Referrer-Policy", "no-referrer, strict-origin", "no-referrer, strict-origin"),
        ("Referrer-Policy", "no-referrer, unsafe-url", "strict-origin-when-cross-origin"),
        ("Referrer-Policy", "unsafe-url", "strict-origin-when-cross-origin"),
        ("Referrer-Policy", "", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin", "same-origin"),
        ("Cross-Origin-Opener-Policy", "unsafe-none", "same-origin-allow-popups"),
        ("Cross-Origin-Resource-Policy", "cross-origin", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp", "require-corp"),
        ("Origin-Agent-Cluster", "?0", "?1"),
        ("X-Permitted-Cross-Domain-Policies", "all", "none"),
        ("X-DNS-Prefetch-Control", "on", "off"),
        ("X-DNS-Prefetch-Control", "off", "off"),
        ("Permissions-Policy", "camera=*", DENIED_POLICY.replace("accelerometer=(), ", "")),
        ("Permissions-Policy", "nonsense(", DENIED_POLICY),
    ],
)
def test_a_view_s_own_value_is_kept_only_if_it_is_as_strict(name: str, own: str, expected: str) -> None:
    """Promise 2: never weaker."""
    response = make(own={name: own}).test_client().get("/")
    if name == "Permissions-Policy" and own.startswith("camera"):
        assert set(DENIED_POLICY.split(", ")) == set(response.headers[name].split(", "))
    else:
        assert [expected] == response.headers.getlist(name)


def test_a_view_s_own_permissions_are_added_to_the_denied_ones() -> None:
    """What the policy does not speak of stays as the view says; what it denies stays denied."""
    own = {"Permissions-Policy": 'fullscreen=(self "https://a.example"), camera=(self), usb=()'}
    members = make(own=own).test_client().get("/").headers["Permissions-Policy"].split(", ")
    assert 'fullscreen=("https://a.example" self)' in members
    assert "camera=()" in members
    assert len(DENIED) + 1 == len(members)


@pytest.mark.parametrize("name", ["Server", "X-Powered-By", "server"])
def test_headers_that_tell_what_the_app_runs_on_are_removed(name: str) -> None:
    """S02: revealing headers go, in any case."""
    check(make(own={name: "Flask/3"}), {name: None})


def test_a_decorator_changes_one_header_on_one_view() -> None:
    """A declared weaker value is sent, and the other headers stay."""
    app = make(decorator=headers(cross_origin_resource_policy="cross-origin"))
    check(app, {**DEFAULTS, "Cross-Origin-Resource-Policy": "cross-origin"})
    check(app, DEFAULTS, "/missing")


def test_decorators_on_nested_blueprints_and_views_are_laid_over_one_another() -> None:
    """The inner mark wins for what it names; features of the Permissions-Policy add up."""
    app = Flask("nested")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, headers=HeadersOptions(permissions_policy={"fullscreen": ()}))
    parent, child = Blueprint("parent", __name__), Blueprint("child", __name__)
    headers(referrer_policy="origin", permissions_policy={"camera": ("self",)})(parent)
    headers(dns_prefetch_control="on")(child)

    @child.get("/")
    @headers(referrer_policy="unsafe-url", permissions_policy={"usb": ("*",)})
    def index() -> str:
        return ""

    parent.register_blueprint(child)
    app.register_blueprint(parent)
    response = app.test_client().get("/")
    assert "unsafe-url" == response.headers["Referrer-Policy"]
    assert "on" == response.headers["X-DNS-Prefetch-Control"]
    members = response.headers["Permissions-Policy"].split(", ")
    assert {"camera=(self)", "usb=*", "fullscreen=()", "hid=()"} <= set(members)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"frame_options": "ALLOWALL"}, "DENY"),
        ({"referrer_policy": "no-referer"}, "Did you mean 'no-referrer'"),
        ({"frame_option": "DENY"}, "Did you mean 'frame_options'"),
        ({"permissions_policy": {"cammera": ()}}, "Did you mean 'camera'"),
        ({"permissions_policy": {"camera": ("https://a.example; x",)}}, "camera"),
        ({"permissions_policy": {"camera": ("*", "self")}}, "camera"),
        ({"remove": ("Ser ver",)}, "header's name"),
        ({"cache_control": "sometimes"}, "personal"),
    ],
)
def test_bad_values_are_named_with_a_fix(values: dict[str, Any], message: str) -> None:
    """Options and decorator find the same faults when they are written, not when a request comes."""
    with pytest.raises(ConfigurationError, match=message):
        HeadersOptions(**values)
    with pytest.raises(ConfigurationError, match=message):
        headers(**values)


def test_every_denied_feature_is_a_known_one() -> None:
    """The deny list is spelt as the list of names says."""
    assert frozenset(DENIED) <= KNOWN


def test_no_store_can_be_said_of_a_view() -> None:
    """`@no_store` keeps a view out of all caches, whatever it says itself."""
    app = make(decorator=no_store, own={"Cache-Control": "public, max-age=9"})
    check(app, {"Cache-Control": "no-store"})
