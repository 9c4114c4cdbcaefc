"""FHB001: bodies of any size."""

from flask_hardened import BodySizeOptions, body_size
from flask_hardened.protections.body_size.rules.unlimited_bodies import unlimited_bodies
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app() -> None:
    """Without the feature, and with a limit of None."""
    assert ["Hardened(app)"] == places(unlimited_bodies, plain_app())
    assert ["HARDENED_BODY_SIZE"] == places(unlimited_bodies, hardened_app(body_size=False))
    app = hardened_app(body_size=BodySizeOptions(max_multipart=None))
    assert ["HARDENED_BODY_SIZE_MAX_MULTIPART"] == places(unlimited_bodies, app)


def test_found_on_a_route() -> None:
    """A decorator that opens one route is listed with it, once for each kind of body."""
    app = hardened_app()
    app.add_url_rule("/upload", "upload", body_size(max_multipart=None)(lambda: ""), methods=["POST"])
    app.add_url_rule("/import", "import", body_size(max_body=None, max_multipart=None)(lambda: ""), methods=["POST"])
    assert ["import", "import", "upload"] == sorted(places(unlimited_bodies, app))


def test_not_found_where_something_limits() -> None:
    """The app's own setting counts, also without the feature; a high limit is another rule's."""
    assert [] == places(unlimited_bodies, hardened_app())
    assert [] == places(unlimited_bodies, plain_app(MAX_CONTENT_LENGTH=1000))
    assert [] == places(unlimited_bodies, hardened_app({"MAX_CONTENT_LENGTH": 0}))
    own = hardened_app({"MAX_CONTENT_LENGTH": 1000}, body_size=BodySizeOptions(max_body=None))
    assert [] == places(unlimited_bodies, own)
    app = hardened_app()
    app.add_url_rule("/upload", "upload", body_size(max_multipart=2**40)(lambda: ""), methods=["POST"])
    assert [] == places(unlimited_bodies, app)
