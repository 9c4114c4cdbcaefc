"""FHT012: the redirect to HTTPS leads to any host."""

from __future__ import annotations

from flask_talisman import Talisman

from flask_hardened.protections.transport.rules.foreign_https_redirects import foreign_https_redirects
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import answer, found, found_in


def test_found_for_talisman() -> None:
    """It leads wherever the client says."""
    app = plain_app()
    Talisman(app)
    assert 1 == len(found_in(foreign_https_redirects, app))


def test_not_found_for_the_apps_own_host() -> None:
    """Nor for a refusal, nor where nothing redirects."""
    assert [] == found_in(foreign_https_redirects, hardened_app({"HARDENED_HOSTS_ALLOWED": ["example.com"]}))
    assert [] == found_in(foreign_https_redirects, plain_app())
    own = answer(("location", "https://app.example/none"), kind="plain-http-foreign-host", status=301)
    assert [] == found(foreign_https_redirects, own)
