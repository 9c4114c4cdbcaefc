"""FHF004: trusted origins that come over plain HTTP."""

import pytest

from flask_hardened import CsrfOptions, csrf
from flask_hardened.protections.csrf.rules.unencrypted_trusted_origins import unencrypted_trusted_origins
from tests.audit.asking import ask, hardened_app, places, plain_app


@pytest.mark.parametrize("origin", ["http://partner.example", "HTTP://partner.example:8080", "http://192.0.2.1"])
def test_found_for_http(origin: str) -> None:
    """Trusted by the app, or by a route."""
    app = hardened_app(csrf=CsrfOptions(trusted_origins=[origin]))
    assert ["HARDENED_CSRF_TRUSTED_ORIGINS"] == places(unencrypted_trusted_origins, app)
    app = hardened_app()
    app.add_url_rule("/", "index", csrf(trusted_origins=[origin])(lambda: ""), methods=["POST"])
    assert ["index"] == places(unencrypted_trusted_origins, app)
    assert origin in ask(unencrypted_trusted_origins, app)[0].message


@pytest.mark.parametrize(
    "origin", ["https://partner.example", "http://localhost:3000", "http://127.0.0.1", "http://[::1]"]
)
def test_not_found_for_https_and_this_machine(origin: str) -> None:
    """Nobody sits between a machine and itself."""
    assert [] == places(unencrypted_trusted_origins, hardened_app(csrf=CsrfOptions(trusted_origins=[origin])))
    assert [] == places(unencrypted_trusted_origins, plain_app())
