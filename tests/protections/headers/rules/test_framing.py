"""FHR002: other sites may put pages into a frame."""

import pytest

from flask_hardened import CspOptions, HeadersOptions, csp, headers
from flask_hardened.protections.headers.rules.framing import framing
from tests.audit.asking import hardened_app, places, plain_app

NO_FRAME_OPTIONS = HeadersOptions(frame_options=None)


def test_found_when_neither_header_says_anything() -> None:
    """The option is reported once, not every route."""
    app = hardened_app(csp=False, headers=NO_FRAME_OPTIONS)
    app.add_url_rule("/", "index", lambda: "")
    assert ["HARDENED_HEADERS_FRAME_OPTIONS"] == places(framing, app)


def test_found_when_the_csp_is_only_reported() -> None:
    """What is reported only keeps nobody from framing."""
    app = hardened_app(csp=CspOptions(enforce=False), headers=NO_FRAME_OPTIONS)
    assert ["HARDENED_HEADERS_FRAME_OPTIONS"] == places(framing, app)


@pytest.mark.parametrize("ancestors", ["*", "https:"])
def test_found_on_a_route_that_anybody_may_frame(ancestors: str) -> None:
    """A decorator that names everybody is listed with its route."""
    app = hardened_app()
    app.add_url_rule("/", "index", lambda: "")
    app.add_url_rule("/widget", "widget", csp(frame_ancestors=[ancestors])(lambda: ""))
    assert ["widget"] == places(framing, app)


def test_not_found_where_one_of_the_two_restricts() -> None:
    """Either header is enough, and naming the sites is what the rule asks for."""
    app = hardened_app()
    app.add_url_rule("/a", "a", csp(frame_ancestors=["https://partner.example"])(lambda: ""))
    app.add_url_rule("/b", "b", headers(frame_options=None)(lambda: ""))
    app.add_url_rule("/c", "c", headers(frame_options="SAMEORIGIN")(lambda: ""))
    assert [] == places(framing, app)
    assert [] == places(framing, hardened_app(csp=False))
    assert [] == places(framing, hardened_app(headers=NO_FRAME_OPTIONS))
    assert [] == places(framing, plain_app())
