"""FHO012: patterns of origins that fit other people's hosts."""

import re

import pytest
from flask_cors import CORS

from flask_hardened.protections.cors.rules.loose_origin_patterns import loose_origin_patterns
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities

LOOSE = [
    (r"https://.*\.example\.com", "https://a.example.com.evil.net"),
    (r"https://.*example\.com$", "https://evilexample.com"),
    (r"^https://(www|api).example\.com$", "https://wwwXexample.com"),
    (re.compile(r"https://shop\.example\.com"), "https://shop.example.com.evil.net"),
]


@pytest.mark.parametrize(("pattern", "evil"), LOOSE)
def test_found_for_patterns_that_let_others_in(pattern: object, evil: str) -> None:
    """High with credentials; that they do let them in is asked of Flask-CORS itself."""
    app = plain_app()
    CORS(app, origins=[pattern], supports_credentials=True)
    assert [("CORS(app)", "high")] == severities(loose_origin_patterns, app)
    app.add_url_rule("/", "index", lambda: "")
    answer = app.test_client().get("/", headers={"Origin": evil})
    assert evil == answer.headers["Access-Control-Allow-Origin"]
    app = plain_app()
    CORS(app, origins=[pattern])
    assert [("CORS(app)", "medium")] == severities(loose_origin_patterns, app)


@pytest.mark.parametrize(
    "origin",
    ["https://shop.example.com", "*", r"^https://[a-z0-9-]+\.example\.com$", r"https://(www|api)\.example\.com$",
     r"^https://.*\.example\.com$", r"^http://localhost:\d+$"],
)  # fmt: skip
def test_not_found_for_tight_patterns(origin: str) -> None:
    """Nor for origins, and the star, of which other rules speak."""
    app = plain_app()
    CORS(app, origins=[origin])
    assert [] == severities(loose_origin_patterns, app)
