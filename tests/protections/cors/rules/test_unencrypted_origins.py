"""FHO003: origins that come over plain HTTP."""

import pytest

from flask_hardened.protections.cors.options import CorsOptions
from flask_hardened.protections.cors.rules.unencrypted_origins import unencrypted_origins
from tests.audit.asking import hardened_app, places


@pytest.mark.parametrize(
    "origin", ["http://app.example", "HTTP://app.example:8080", "http://*.example.com", "http://192.0.2.1"]
)
def test_found_for_http(origin: str) -> None:
    """Exact origins and wildcards."""
    assert ["HARDENED_CORS_ORIGINS"] == places(unencrypted_origins, hardened_app(cors=CorsOptions(origins=[origin])))


@pytest.mark.parametrize(
    "origin",
    [
        "https://app.example",
        "http://localhost:3000",
        "http://127.0.0.1:5000",
        "http://[::1]",
        "http://*.localhost",
        "*",
        r"re:https?://app\.example",
        "capacitor://localhost",
    ],
)
def test_not_found_for_https_and_this_machine(origin: str) -> None:
    """An expression is not taken apart."""
    assert [] == places(unencrypted_origins, hardened_app(cors=CorsOptions(origins=[origin])))
