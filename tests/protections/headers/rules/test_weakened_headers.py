"""FHR004: headers weaker than the default."""

from typing import Any

import pytest

from flask_hardened import HeadersOptions, headers
from flask_hardened.protections.headers.rules.weakened_headers import weakened_headers
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("content_type_options", False),
        ("referrer_policy", "unsafe-url"),
        ("referrer_policy", None),
        ("cross_origin_opener_policy", "unsafe-none"),
        ("cross_origin_resource_policy", "cross-origin"),
        ("origin_agent_cluster", False),
        ("permissions_policy", {"camera": ["self"]}),
        ("permissions_policy", None),
        ("dns_prefetch_control", "on"),
    ],
)
def test_found_for_weaker_options(option: str, value: Any) -> None:
    """Less than the default is named, with what is sent."""
    app = hardened_app(headers=HeadersOptions(**{option: value}))
    app.add_url_rule("/", "index", lambda: "")
    assert [f"HARDENED_HEADERS_{option.upper()}"] == places(weakened_headers, app)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("referrer_policy", "no-referrer"),
        ("cross_origin_opener_policy", "same-origin"),
        ("cross_origin_embedder_policy", "require-corp"),
        ("permissions_policy", {"fullscreen": []}),
        ("frame_options", "SAMEORIGIN"),
        ("remove", []),
    ],
)
def test_not_found_for_stricter_options(option: str, value: Any) -> None:
    """More than the default is not weaker; framing and removed headers are no part of this rule."""
    assert [] == places(weakened_headers, hardened_app(headers=HeadersOptions(**{option: value})))


def test_routes_are_compared_with_the_app() -> None:
    """A decorator is listed where it says less than the app, and not where it says the same or more."""
    app = hardened_app(preset="strict")
    app.add_url_rule("/badge", "badge", headers(cross_origin_resource_policy="cross-origin")(lambda: ""))
    app.add_url_rule("/link", "link", headers(referrer_policy="same-origin")(lambda: ""))
    app.add_url_rule("/same", "same", headers(referrer_policy="no-referrer")(lambda: ""))
    found = ask(weakened_headers, app)
    assert ["badge", "link"] == sorted(str(finding.location.endpoint) for finding in found)
    assert {"info"} == {finding.severity.label for finding in found}


def test_not_found_without_the_feature() -> None:
    """Another rule speaks then."""
    assert [] == places(weakened_headers, hardened_app(headers=False))
    assert [] == places(weakened_headers, plain_app())
