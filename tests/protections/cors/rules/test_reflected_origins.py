"""FHO008: every origin may read responses."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_cors import CORS

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.cors.rules.reflected_origins import reflected_origins
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in


def cors(**options: Any) -> Flask:
    """Return an app with Flask-CORS."""
    app = plain_app()
    CORS(app, **options)
    return app


def test_found_for_everybody() -> None:
    """With credentials it is high; a star is for public data."""
    (finding,) = found_in(reflected_origins, cors())
    assert finding.severity is Severity.LOW
    (finding,) = found_in(reflected_origins, cors(origins=".*", supports_credentials=True))
    assert finding.severity is Severity.HIGH
    assert "with cookies" in finding.message


def test_found_for_a_view_alone() -> None:
    """Preflights that Flask answers tell about views that are not asked."""
    facts = {"kind": "preflight", "endpoint": "api", "origin": "https://evil.example"}
    (finding,) = found(reflected_origins, answer(("access-control-allow-origin", "https://evil.example"), **facts))
    assert "api" == finding.location.endpoint


def test_not_found_for_named_origins() -> None:
    """Whoever is named is answered; nobody else."""
    assert [] == found_in(reflected_origins, cors(origins=["https://app.example"]))
    assert [] == found_in(reflected_origins, plain_app())
    assert [] == found(reflected_origins, answer(kind="foreign-origin", origin="https://evil.example"))
