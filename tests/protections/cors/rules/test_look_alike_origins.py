"""FHO010: origins that only look like the right ones may read responses."""

from __future__ import annotations

from flask import Response, request
from flask_cors import CORS

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.cors.rules.look_alike_origins import look_alike_origins
from tests.audit.asking import plain_app
from tests.audit.asking_responses import found_in, severities


def test_found_for_an_expression_without_end() -> None:
    """As Flask-CORS takes it: whatever begins right. The configured origin makes the look-alike."""
    app = plain_app(CORS_ORIGINS=["https://app.example"])
    CORS(app, origins=r"https://(app\.example|.*\.app\.example)", supports_credentials=True)
    (finding,) = found_in(look_alike_origins, app)
    assert finding.severity is Severity.HIGH


def test_found_for_a_comparison_of_the_end() -> None:
    """Whatever ends right."""
    app = plain_app()

    @app.after_request
    def allow(response: Response) -> Response:
        origin = request.headers.get("Origin", "")
        if origin.endswith("localhost"):
            response.headers["Access-Control-Allow-Origin"] = origin
        return response

    assert ["medium"] == severities(found_in(look_alike_origins, app))


def test_not_found_for_whole_origins() -> None:
    """Nor where everybody may, which is another rule's."""
    app = plain_app(CORS_ORIGINS=["https://app.example"])
    CORS(app)
    assert [] == found_in(look_alike_origins, app)
    app = plain_app()
    CORS(app, origins=".*")
    assert [] == found_in(look_alike_origins, app)
