"""FHG003: redirects to plain HTTP."""

import pytest

from flask_hardened.protections.redirects.decorators import redirects
from flask_hardened.protections.redirects.options import RedirectsOptions
from flask_hardened.protections.redirects.rules.unencrypted_targets import unencrypted_targets
from tests.audit.asking import hardened_app, places


@pytest.mark.parametrize("entry", ["http://pay.example", "HTTP://pay.example:8080", "http://*.example.com"])
def test_found_for_http(entry: str) -> None:
    """In the options, and on a view."""
    app = hardened_app(redirects=RedirectsOptions(allowed=[entry]))
    assert ["HARDENED_REDIRECTS_ALLOWED"] == places(unencrypted_targets, app)
    marked = hardened_app()
    marked.add_url_rule("/", "index", redirects(to=[entry])(lambda: ""))
    assert ["index"] == places(unencrypted_targets, marked)


@pytest.mark.parametrize("entry", ["https://pay.example", "http://localhost:3000", "http://127.0.0.1", "com.example:"])
def test_not_found_for_https_and_this_machine(entry: str) -> None:
    """Nor for an installed app."""
    app = hardened_app(redirects=RedirectsOptions(allowed=[entry]))
    assert [] == places(unencrypted_targets, app)
    assert [] == places(unencrypted_targets, hardened_app(redirects=False))
