"""FHC004: decorators that loosen the policy."""

from typing import Any

import pytest

from flask_hardened import CspOptions, csp
from flask_hardened.protections.csp.rules.loosened_csp import loosened_csp
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"add": {"connect_src": ["https://tiles.example"]}}, "connect-src https://tiles.example"),
        ({"frame_ancestors": ["https://partner.example"]}, "frame-ancestors https://partner.example"),
        ({"form_action": ["'self'", "https://pay.example"]}, "form-action https://pay.example"),
        ({"upgrade_insecure_requests": False}, "no upgrade-insecure-requests"),
    ],
)
def test_found_for_what_a_decorator_adds_or_drops(said: dict[str, Any], message: str) -> None:
    """The route is listed with exactly what is new."""
    app = hardened_app()
    app.add_url_rule("/map", "map", csp(**said)(lambda: ""))
    assert [f"More than the app's policy: {message}."] == [finding.message for finding in ask(loosened_csp, app)]


def test_found_for_a_looser_profile() -> None:
    """A page that leaves the strict profile no longer demands Trusted Types."""
    app = hardened_app(preset="strict")
    app.add_url_rule("/old", "old", csp(profile="web")(lambda: ""))
    assert "no require-trusted-types-for" in ask(loosened_csp, app)[0].message


@pytest.mark.parametrize(
    "said",
    [
        {"img_src": ["'none'"]},
        {"remove": {"img_src": ["https:"]}},
        {"profile": "strict"},
        {"add": {"img_src": ["https://pictures.example"]}},
        {"add": {"script_src": ["'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"]}},
        {"connect_src": ["'self'"]},
    ],
)
def test_not_found_for_stricter_or_covered_sources(said: dict[str, Any]) -> None:
    """Taking away, what ``https:`` covers already, a hash, and what ``default-src`` says anyway are no loosening."""
    app = hardened_app()
    app.add_url_rule("/page", "page", csp(**said)(lambda: ""))
    assert [] == places(loosened_csp, app)


def test_not_found_for_the_app_itself_or_without_the_feature() -> None:
    """An option is the policy, not a change of it."""
    assert [] == places(loosened_csp, hardened_app(csp=CspOptions(connect_src=["https://api.example"])))
    assert [] == places(loosened_csp, hardened_app(csp=False))
    assert [] == places(loosened_csp, plain_app())
