"""FHO002: credentials for origins that nobody has named."""

import re

import pytest

from flask_hardened.protections.cors.options import CorsOptions
from flask_hardened.protections.cors.rules.many_credentialed_origins import many_credentialed_origins
from tests.audit.asking import hardened_app, places

WILD, PATTERN = "https://*.example.com", r"re:https://pr-\d+\.example\.com"


@pytest.mark.parametrize("origin", [WILD, PATTERN, re.compile(r"https://\w+\.example\.com")])
def test_found_for_what_only_a_pattern_describes(origin: str) -> None:
    """A wildcard and both kinds of expressions."""
    app = hardened_app(cors=CorsOptions(origins=["https://app.example.com", origin], credentials=True))
    assert ["HARDENED_CORS_ORIGINS"] == places(many_credentialed_origins, app)


@pytest.mark.parametrize(
    "options",
    [
        CorsOptions(origins=[WILD, PATTERN]),
        CorsOptions(origins=["https://app.example.com"], credentials=True),
        CorsOptions(origins=["*"]),
        CorsOptions(),
    ],
)
def test_not_found_without_credentials_or_for_named_origins(options: CorsOptions) -> None:
    """What is sent without cookies is what everybody gets."""
    assert [] == places(many_credentialed_origins, hardened_app(cors=options))
