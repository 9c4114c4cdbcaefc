"""FHB002: limits that limit little."""

from flask_hardened import BodySizeOptions, body_size
from flask_hardened.protections.body_size.options import MEBIBYTE
from flask_hardened.protections.body_size.rules.huge_bodies import huge_bodies
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_for_the_app() -> None:
    """The option, or the app's own setting, which wins over it."""
    app = hardened_app(body_size=BodySizeOptions(max_body=33 * MEBIBYTE))
    assert ["HARDENED_BODY_SIZE_MAX_BODY"] == places(huge_bodies, app)
    app = hardened_app({"MAX_CONTENT_LENGTH": 100 * MEBIBYTE})
    assert ["MAX_CONTENT_LENGTH"] == places(huge_bodies, app)


def test_found_on_a_route_as_information() -> None:
    """One route that takes much is what the rule advises."""
    app = hardened_app()
    app.add_url_rule("/videos", "videos", body_size(max_multipart=2048 * MEBIBYTE)(lambda: ""), methods=["POST"])
    found = ask(huge_bodies, app)
    assert [("videos", "info")] == [(each.location.endpoint, each.severity.label) for each in found]


def test_not_found_up_to_the_limits() -> None:
    """Exactly the limit is not above it; no limit at all is another rule's."""
    exact = BodySizeOptions(max_body=32 * MEBIBYTE, max_multipart=1024 * MEBIBYTE)
    assert [] == places(huge_bodies, hardened_app(body_size=exact))
    assert [] == places(huge_bodies, hardened_app(body_size=BodySizeOptions(max_body=None)))
    assert [] == places(huge_bodies, hardened_app())
    assert [] == places(huge_bodies, plain_app())
