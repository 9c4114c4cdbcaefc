"""FHU001: images are stored as they came."""

from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.limits import ImageLimits
from flask_hardened.protections.uploads.rules.kept_metadata import kept_metadata
from tests.audit.asking import hardened_app, places, plain_app

AS_IT_IS = ImageLimits(reencode=False)


def test_found() -> None:
    """Where images are taken, and not written anew."""
    app = hardened_app()
    app.add_url_rule(
        "/a", "a", upload(types=["image/*", "text/plain"], image=AS_IT_IS)(lambda file: ""), methods=["POST"]
    )
    assert ["a"] == places(kept_metadata, app)


def test_not_found() -> None:
    """By default, where no images are taken, where a nearer mark says otherwise, and without any upload."""
    app = hardened_app()
    app.add_url_rule("/a", "a", upload(types=["image/*"])(lambda file: ""), methods=["POST"])
    app.add_url_rule("/b", "b", upload(types=["text/csv"], image=AS_IT_IS)(lambda file: ""), methods=["POST"])
    nearer = upload(types=["image/*"], image=AS_IT_IS)(upload(types=["image/*"])(lambda file: ""))
    app.add_url_rule("/c", "c", nearer, methods=["POST"])
    assert [] == places(kept_metadata, app)
    assert [] == places(kept_metadata, plain_app())
