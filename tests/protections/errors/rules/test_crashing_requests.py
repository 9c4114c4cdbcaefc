"""FHE007: malformed requests that break the app."""

from __future__ import annotations

from flask import request

from flask_hardened.protections.errors.rules.crashing_requests import crashing_requests
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_for_a_hook_that_trusts_cookies() -> None:
    """One finding that names what broke it."""
    app = plain_app()

    @app.before_request
    def language() -> None:
        if "session" in request.cookies:
            request.cookies["session"].split("-")[1]

    (finding,) = found_in(crashing_requests, app)
    assert finding.message == "The app breaks on a malformed Cookie."


def test_not_found_where_everything_breaks() -> None:
    """That is another rule's; and a refusal is right."""
    broken = answer(kind="bad-cookie", status=500)
    assert [] == found(crashing_requests, broken, answer(status=500))
    assert [] == found(crashing_requests, answer(kind="bad-host", status=400), answer(kind="propfind", status=501))
    assert [] == found_in(crashing_requests, plain_app())
    assert [] == found_in(crashing_requests, hardened_app())
