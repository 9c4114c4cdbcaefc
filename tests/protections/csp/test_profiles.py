"""The profiles, as they are sent."""

from __future__ import annotations

import pytest

from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.profiles import PROFILES
from flask_hardened.protections.csp.rendering import render
from tests.protections.csp.conftest import MakeApp, parse

WEB = (
    "default-src 'self'; script-src {script}; script-src-attr 'none'; style-src {style}; style-src-attr 'none'; "
    "img-src 'self' data: blob: https:; font-src 'self' data: https:; media-src 'self' data: blob: https:; "
    "frame-src 'self' https:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
STRICT = (
    "default-src 'self'; script-src {script}; script-src-attr 'none'; style-src {style}; style-src-attr 'none'; "
    "img-src 'self' data:; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
API = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def sent(make_app: MakeApp, profile: str, base_url: str) -> str:
    app = make_app(CspOptions(profile=profile))
    return app.test_client().get("/", base_url=base_url).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("web", WEB.format(script="'none'", style="'self' https:")),
        ("strict", STRICT.format(script="'none'", style="'self'")),
        ("api", API),
    ],
)
def test_profiles_over_http(make_app: MakeApp, profile: str, expected: str) -> None:
    """A page without script has no script; over HTTP nothing is upgraded, and reports go by report-uri alone."""
    assert f"{expected}; report-uri /.well-known/csp-reports" == sent(make_app, profile, "http://localhost")


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("web", WEB.format(script="'none'", style="'self' https:") + "; upgrade-insecure-requests"),
        (
            "strict",
            STRICT.format(script="'none'", style="'self'") + "; upgrade-insecure-requests",
        ),
        ("api", API),
    ],
)
def test_profiles_over_https(make_app: MakeApp, profile: str, expected: str) -> None:
    """Over HTTPS resources are upgraded, and both ways of reporting are named."""
    ending = "; report-uri /.well-known/csp-reports; report-to csp"
    assert expected + ending == sent(make_app, profile, "https://localhost")


@pytest.mark.parametrize(
    ("preset", "expected"), [(None, "default-src 'self'"), ("strict", "require-trusted-types-for"), ("api", API)]
)
def test_presets_choose_the_profile(make_app: MakeApp, preset: str | None, expected: str) -> None:
    """The preset of the same name chooses the profile."""
    assert expected in make_app(preset=preset).test_client().get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("profile", "script", "style"),
    [
        ("web", "'nonce-N' 'strict-dynamic'", "'nonce-N' 'self' https:"),
        ("strict", "'nonce-N' 'strict-dynamic'", "'nonce-N' 'self'"),
    ],
)
def test_the_nonce_joins_scripts_and_styles(profile: str, script: str, style: str) -> None:
    """A page's nonce stands in both lists; nothing else changes."""
    rendered = render(PROFILES[profile], report_only=False, secure=False, report_to=None)
    expected = {"web": WEB, "strict": STRICT}[profile].format(script=script, style=style)
    assert expected == "N".join(rendered.around_nonce)


def test_an_api_has_no_place_for_a_nonce() -> None:
    """Where nothing may load, a nonce would open something."""
    rendered = render(PROFILES["api"], report_only=False, secure=False, report_to=None)
    assert (rendered.without_nonce,) == rendered.around_nonce


BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}


def observatory(value: str) -> str:
    """Judge a policy as Mozilla's HTTP Observatory does (its ``analyzer/tests/csp.js`` of 2026), in our words."""
    policy = parse(value)
    default = policy.get("default-src", ["*"])
    script = set(policy.get("script-src", default))
    style = set(policy.get("style-src", default))
    trusted = [source for source in script if source.startswith(("'nonce-", "'sha"))]
    if "'strict-dynamic'" in script:
        if not trusted:
            return "invalid"
        script -= BROAD | {"'self'", "'unsafe-inline'"}
    if script & (BROAD | {"'unsafe-inline'", "data:"}) or set(policy.get("object-src", default)) & BROAD:
        return "unsafe"
    if "'unsafe-eval'" in script | style:
        return "unsafe-eval"
    if style & (BROAD | {"'unsafe-inline'", "data:"}):
        return "broad styles"
    return "best: default none" if default == ["'none'"] else "no unsafe"


@pytest.mark.parametrize(
    ("profile", "verdict"),
    [("web", "broad styles"), ("strict", "no unsafe"), ("api", "best: default none")],
)
@pytest.mark.parametrize("nonce", [None, "bm9uY2U"])
def test_what_the_observatory_says(profile: str, verdict: str, nonce: str | None) -> None:
    """Every profile passes. ``web`` passes without a bonus, for ``https:`` in style-src alone."""
    rendered = render(CspOptions(profile=profile).enforced(), report_only=False, secure=True, report_to=None)
    assert verdict == observatory(rendered.without_nonce if nonce is None else nonce.join(rendered.around_nonce))


def test_web_without_broad_styles_has_the_bonus() -> None:
    """An app whose style sheets import nothing from elsewhere gets it with one option."""
    rendered = render(CspOptions(style_src=["'self'"]).enforced(), report_only=False, secure=True, report_to=None)
    assert "no unsafe" == observatory("bm9uY2U".join(rendered.around_nonce))
