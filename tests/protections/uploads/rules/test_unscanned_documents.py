"""FHU002: documents and archives are passed on without a virus scanner."""

import pytest

from flask_hardened.protections.uploads.decorators import upload
from flask_hardened.protections.uploads.options import UploadsOptions
from flask_hardened.protections.uploads.rules.unscanned_documents import unscanned_documents
from tests.audit.asking import hardened_app, places, plain_app


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", "application/x-tar"])
def test_found(kind: str) -> None:
    """Whatever people open with other programs."""
    app = hardened_app()
    app.add_url_rule("/a", "a", upload(types=[kind])(lambda file: ""), methods=["POST"])
    assert ["a"] == places(unscanned_documents, app)


def test_not_found() -> None:
    """With a scanner, and for images and texts."""
    app = hardened_app(uploads=UploadsOptions(scan=lambda stream, kind: None))
    app.add_url_rule("/a", "a", upload(types=["application/pdf"])(lambda file: ""), methods=["POST"])
    assert [] == places(unscanned_documents, app)
    app = hardened_app()
    app.add_url_rule("/a", "a", upload(types=["image/png", "text/csv"])(lambda file: ""), methods=["POST"])
    assert [] == places(unscanned_documents, app)
    assert [] == places(unscanned_documents, plain_app())
