"""FHC003: sources that let injected scripts run."""

from typing import Any

import pytest

from flask_hardened import CspOptions, csp
from flask_hardened.protections.csp.rules.unsafe_csp_sources import unsafe_csp_sources
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize(
    ("directive", "source"),
    [
        ("script_src", "'unsafe-inline'"),
        ("script_src", "*"),
        ("script_src", "https:"),
        ("script_src", "data:"),
        ("script_src_attr", "'unsafe-inline'"),
        ("object_src", "*"),
        ("base_uri", "https:"),
    ],
)
def test_found_through_the_hatch(directive: str, source: str) -> None:
    """What was allowed by name is said, with the directive and the source."""
    options = CspOptions(dangerously_allow=[source], **{directive: [source]})
    found = ask(unsafe_csp_sources, hardened_app(csp=options))
    assert [f"HARDENED_CSP_{directive.upper()}"] == [finding.location.setting for finding in found]
    assert source in found[0].message


def test_found_beside_strict_dynamic_only_if_obeyed() -> None:
    """Browsers ignore inline and schemes there, and obey eval."""
    both = ["'strict-dynamic'", "https:", "'unsafe-eval'"]
    options = CspOptions(script_src=both, dangerously_allow=["https:", "'unsafe-eval'"])
    found = ask(unsafe_csp_sources, hardened_app(csp=options))
    assert ["script-src allows 'unsafe-eval', which lets injected code run."] == [each.message for each in found]


def test_found_on_a_route() -> None:
    """A decorator is listed with its route, as less severe than a setting for all."""
    app = hardened_app()
    hatch: Any = {"script_src": ["'unsafe-inline'"], "dangerously_allow": ["'unsafe-inline'"]}
    app.add_url_rule("/old", "old", csp(**hatch)(lambda: ""))
    found = ask(unsafe_csp_sources, app)
    assert [("old", "medium")] == [(finding.location.endpoint, finding.severity.label) for finding in found]


def test_not_found_where_it_is_harmless() -> None:
    """The hatch alone uses nothing; images may come from anywhere; a decorator that only repeats the app is silent."""
    assert [] == places(unsafe_csp_sources, hardened_app())
    assert [] == places(unsafe_csp_sources, hardened_app(csp=CspOptions(dangerously_allow=["'unsafe-inline'"])))
    assert [] == places(unsafe_csp_sources, hardened_app(csp=CspOptions(img_src=["*", "data:"])))
    assert [] == places(unsafe_csp_sources, hardened_app(csp=CspOptions(style_src=["'unsafe-inline'"])))
    assert [] == places(unsafe_csp_sources, hardened_app(csp=CspOptions(profile="api")))
    assert [] == places(unsafe_csp_sources, hardened_app(csp=False))
    assert [] == places(unsafe_csp_sources, plain_app())


def test_a_route_that_repeats_the_app_is_said_once() -> None:
    """One mistake, one finding."""
    options = CspOptions(script_src=["'unsafe-inline'"], dangerously_allow=["'unsafe-inline'"])
    app = hardened_app(csp=options)
    app.add_url_rule("/map", "map", csp(add={"img_src": ["https://tiles.example"]})(lambda: ""))
    assert {"HARDENED_CSP_SCRIPT_SRC"} == {str(finding.location.setting) for finding in ask(unsafe_csp_sources, app)}
