"""FHO013: the origin null may read."""

from flask_cors import CORS

from flask_hardened.protections.cors.rules.null_origins import null_origins
from tests.audit.asking import places, plain_app


def test_found_among_others() -> None:
    """Or alone."""
    for origins in ("null", ["https://a.example", "null"]):
        app = plain_app()
        CORS(app, origins=origins)
        assert ["CORS(app)"] == places(null_origins, app)


def test_not_found_for_names_with_the_word() -> None:
    """Only the origin itself."""
    app = plain_app()
    CORS(app, origins=["https://null.example"])
    assert [] == places(null_origins, app)
    assert [] == places(null_origins, plain_app(CORS_ORIGINS="null"))
