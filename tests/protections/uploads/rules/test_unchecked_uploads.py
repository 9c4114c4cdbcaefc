"""FHU003: a route takes large forms, and says nothing about the files in them."""

from flask_hardened import body_size
from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.rules.unchecked_uploads import unchecked_uploads
from tests.audit.asking import hardened_app, places, plain_app


def test_found() -> None:
    """Where the limit of forms is raised."""
    app = hardened_app()
    app.add_url_rule("/a", "a", body_size(max_multipart=20_000_000)(lambda: ""), methods=["POST"])
    assert ["a"] == places(unchecked_uploads, app)


def test_not_found() -> None:
    """With @upload, for other bodies, for GET, and without a limit of its own."""
    app = hardened_app()
    both = body_size(max_multipart=20_000_000)(upload(types=["image/*"])(lambda file: ""))
    app.add_url_rule("/a", "a", both, methods=["POST"])
    app.add_url_rule("/b", "b", body_size(max_body=20_000_000)(lambda: ""), methods=["POST"])
    app.add_url_rule("/c", "c", body_size(max_multipart=20_000_000)(lambda: ""))
    app.add_url_rule("/d", "d", lambda: "", methods=["POST"])
    assert [] == places(unchecked_uploads, app)
    assert [] == places(unchecked_uploads, plain_app())
