"""Flask-Talisman's settings, handed over: what each becomes, and what cannot be carried over."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from flask import Flask
from flask_talisman import GOOGLE_CSP_POLICY, Talisman

from flask_hardened import Hardened
from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.talisman import from_talisman
from tests.conftest import SECRET_KEY


def headers_with(settings: dict[str, Any], **features: Any) -> Any:
    """Return the headers of a page of an app that took over `settings`, in production over HTTPS."""
    app = Flask("talisman")
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["shop.example"])
    Hardened(app, talisman=settings, **features)
    app.add_url_rule("/", "index", lambda: "")
    return app.test_client().get("/", base_url="https://shop.example").headers


def directives(headers: Any, name: str = "Content-Security-Policy") -> dict[str, set[str]]:
    """Return a policy's directives."""
    parts = [part.split() for part in headers[name].split(";")]
    return {words[0]: set(words[1:]) for words in parts}


def test_talismans_readme_example_carries_over() -> None:
    """The sources of a CSP given as Talisman's documentation gives it stand in ours, beside our other directives."""
    policy = directives(headers_with({"content_security_policy": GOOGLE_CSP_POLICY}))
    for name, sources in GOOGLE_CSP_POLICY.items():
        assert set(sources.split()) <= policy[name]
    assert {"'none'"} == policy["base-uri"]


@pytest.mark.parametrize(
    ("settings", "name", "expected"),
    [
        ({"referrer_policy": "same-origin"}, "Referrer-Policy", "same-origin"),
        ({"frame_options": "DENY"}, "X-Frame-Options", "DENY"),
        ({"frame_options": "SAMEORIGIN"}, "X-Frame-Options", "SAMEORIGIN"),
        ({"frame_options": None}, "X-Frame-Options", None),
        ({"x_content_type_options": False}, "X-Content-Type-Options", None),
        ({"strict_transport_security": False}, "Strict-Transport-Security", None),
        (
            {"strict_transport_security_max_age": 31536001, "strict_transport_security_preload": True},
            "Strict-Transport-Security",
            "max-age=31536001; includeSubDomains; preload",
        ),
        ({"force_https_permanent": True, "x_xss_protection": True}, "X-XSS-Protection", None),
    ],
)
def test_headers_become_what_talisman_would_send(settings: dict[str, Any], name: str, expected: str | None) -> None:
    """One setting, one header."""
    assert expected == headers_with(settings).get(name)


@pytest.mark.parametrize(
    ("settings", "sources"),
    [
        ({"frame_options": "SAMEORIGIN"}, {"'self'"}),
        ({"frame_options": "ALLOW-FROM", "frame_options_allow_from": "https://a.example"}, {"https://a.example"}),
        ({"frame_options": "DENY"}, {"'none'"}),
    ],
)
def test_frame_options_become_frame_ancestors(settings: dict[str, Any], sources: set[str]) -> None:
    """Browsers obey frame-ancestors, so it has to say the same."""
    assert sources == directives(headers_with(settings))["frame-ancestors"]


def test_permissions_are_laid_over_the_denied_ones() -> None:
    """Talisman's spelling of allow lists is understood."""
    settings = {"permissions_policy": {"geolocation": "(self)", "camera": '(self "https://a.example")', "usb": "*"}}
    members = headers_with(settings)["Permissions-Policy"].split(", ")
    assert {"geolocation=(self)", 'camera=("https://a.example" self)', "usb=*", "hid=()"} <= set(members)


def test_report_only_and_report_uri() -> None:
    """A policy that is only reported stays so."""
    settings = {
        "content_security_policy": "default-src 'self'; img-src *",
        "content_security_policy_report_only": True,
        "content_security_policy_report_uri": "/reports",
    }
    headers = headers_with(settings)
    assert {"*"} == directives(headers, "Content-Security-Policy-Report-Only")["img-src"]
    assert {"/reports"} == directives(headers, "Content-Security-Policy-Report-Only")["report-uri"]
    assert "Content-Security-Policy" not in headers


def test_unsafe_sources_are_carried_over_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    """What the app's author declared stays declared, and the log says it is not needed."""
    policy = directives(headers_with({"content_security_policy": {"script-src": ["'self'", "'unsafe-inline'"]}}))
    assert {"'self'", "'unsafe-inline'"} == policy["script-src"]
    assert {"'unsafe-inline'"} == policy["script-src-attr"]
    assert "try without it" in caplog.text


def test_no_policy_is_no_policy() -> None:
    """`content_security_policy=None` turned Talisman's CSP off, and does so here."""
    assert "Content-Security-Policy" not in headers_with({"content_security_policy": None})


def test_plain_http_that_talisman_served_is_served() -> None:
    """`force_https=False`: a proxy redirects; HSTS is sent all the same."""
    app = Flask("http")
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["shop.example"])
    Hardened(app, talisman={"force_https": False})
    app.add_url_rule("/", "index", lambda: "")
    assert 200 == app.test_client().get("/", base_url="http://shop.example").status_code
    assert "Strict-Transport-Security" in app.test_client().get("/", base_url="https://shop.example").headers


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"frame_option": "DENY"}, "Did you mean 'frame_options'"),
        ({"frame_options": "ALLOWALL"}, "DENY, SAMEORIGIN"),
        ({"content_security_policy": {"plugin-types": "x"}}, "plugin-types"),
        ({"content_security_policy": {"img-src": "x;y"}}, "img_src"),
        ({"content_security_policy": 7}, "neither a string nor a mapping"),
        ({"permissions_policy": {"cammera": "()"}}, "Did you mean 'camera'"),
        ({"permissions_policy": "camera=(("}, "not a Permissions-Policy"),
        ({"feature_policy": {"camera": "'none'"}}, "permissions_policy"),
        ({"session_cookie_samesite": "None"}, "weaker than Lax"),
        ({"session_cookie_http_only": False}, "XSS"),
    ],
)
def test_what_cannot_be_carried_over_is_named(settings: dict[str, Any], message: str) -> None:
    """Each fault names Talisman's setting, or the option it becomes."""
    with pytest.raises(ConfigurationError, match=message):
        from_talisman(settings, {})


def test_one_source_per_feature() -> None:
    """Talisman's settings and our options for the same feature are an error."""
    with pytest.raises(ConfigurationError, match="Keep one of the two"):
        from_talisman({"content_security_policy": "default-src 'self'"}, {"csp": CspOptions()})


def test_every_setting_of_talisman_is_known() -> None:
    """All parameters of Talisman's signature are taken with their default or an empty value."""
    for name, parameter in inspect.signature(Talisman.init_app).parameters.items():
        if name not in ("self", "app", "session_cookie_http_only"):
            from_talisman({name: parameter.default}, {})
