"""FHO009: the origin null may read responses."""

from __future__ import annotations

from flask_cors import CORS

from flask_hardened.protections.cors.rules.answered_null_origin import answered_null_origin
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in, severities


def test_found_where_null_is_named() -> None:
    """With credentials it is high."""
    for credentials, severity in ((False, "low"), (True, "high")):
        app = plain_app()
        CORS(app, origins=["https://app.example", "null"], supports_credentials=credentials)
        assert [severity] == severities(found_in(answered_null_origin, app))


def test_not_found_where_everybody_may() -> None:
    """That is another rule's."""
    app = plain_app()
    CORS(app, origins=".*")
    assert [] == found_in(answered_null_origin, app)
    assert [] == found(answered_null_origin, answer(kind="null-origin", origin="null"))
