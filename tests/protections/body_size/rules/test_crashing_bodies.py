"""FHB003: bodies that break the app before any view sees them."""

from __future__ import annotations

import json

from flask import request

from flask_hardened.protections.body_size.rules.crashing_bodies import crashing_bodies
from tests.audit.asking import plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_for_a_hook_that_reads_everything() -> None:
    """Deep JSON breaks the parser, which no error handler of the app expects."""
    app = plain_app()
    app.before_request(lambda: json.loads(request.get_data() or b"{}") and None)
    (finding,) = found_in(crashing_bodies, app)
    assert "JSON that cannot be read" in finding.message


def test_not_found_for_refusals() -> None:
    """A hook of Flask's own that answers 400 is right; and where everything breaks, another rule tells."""
    app = plain_app()
    app.before_request(lambda: request.get_json(silent=True) and None)
    assert [] == found(crashing_bodies, answer(kind="oversized-body", status=413), answer(kind="bad-form", status=404))
    assert [] == found(crashing_bodies, answer(kind="bad-json", status=500), answer(status=500))
    assert [] == found_in(crashing_bodies, plain_app())
