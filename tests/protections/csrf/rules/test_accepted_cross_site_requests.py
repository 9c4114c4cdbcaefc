"""FHF010: unsafe requests of other sites are accepted."""

from __future__ import annotations

from flask import Flask

from flask_hardened.protections.csrf.rules.accepted_cross_site_requests import accepted_cross_site_requests
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import UNSAFE, answer, found, found_in


def posting(app: Flask) -> Flask:
    """Return the app with one view that changes something."""
    app.add_url_rule("/profile", "profile", lambda: "saved", methods=["POST"])
    return app


def test_found_for_a_view_without_check() -> None:
    """It is asked only where the user said so."""
    assert [] == found_in(accepted_cross_site_requests, posting(plain_app()))
    (finding,) = found_in(accepted_cross_site_requests, posting(plain_app()), UNSAFE)
    assert "POST /profile" in finding.message
    assert "profile" == finding.location.endpoint


def test_not_found_for_refusals_and_sign_in_pages() -> None:
    """Whoever is sent to sign in has changed nothing."""
    assert [] == found_in(accepted_cross_site_requests, posting(hardened_app()), UNSAFE)
    login = answer(("location", "/login?next=/"), kind="unsafe", method="POST", status=302)
    assert [] == found(accepted_cross_site_requests, login, answer(kind="unsafe", method="POST", status=401))
