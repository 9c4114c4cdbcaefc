"""FHR005: security headers that are written by hand, and say too little."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.headers.options import HeadersOptions
from flask_hardened.protections.headers.rules.loose_written_headers import loose_written_headers
from tests.audit.asking_source import lines, source


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "ALLOWALL"),
        ("X-Frame-Options", "ALLOW-FROM https://partner.example"),
        ("X-Content-Type-Options", "sniff"),
        ("Referrer-Policy", "unsafe-url"),
        ("X-XSS-Protection", "1; mode=block"),
        ("Strict-Transport-Security", "max-age=3600"),
        ("Strict-Transport-Security", "max-age=0"),
        ("Content-Security-Policy", "default-src *"),
        ("content-security-policy", "img-src 'self'; script-src 'self' *"),
    ],
)
def test_found_for_loose_values(header: str, value: str) -> None:
    """What browsers ignore, and what allows everything."""
    assert [1] == lines(loose_written_headers, f'response.headers["{header}"] = "{value}"')
    assert [1] == lines(loose_written_headers, f'response.headers.update({{"{header}": "{value}"}})')


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Frame-Options", "sameorigin"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-XSS-Protection", "0"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
        ("Content-Security-Policy", "default-src 'self'; img-src *"),
        ("Content-Security-Policy", ";;"),
        ("X-Frame-Options", "framing"),
        ("Strict-Transport-Security", "hsts"),
        ("X-Other", "*"),
    ],
)
def test_not_found_for_sound_values(header: str, value: str) -> None:
    """Pictures from everywhere are not scripts."""
    assert [] == lines(loose_written_headers, f'response.headers["{header}"] = "{value}"')


def test_not_found_for_values_that_are_only_known_later() -> None:
    """They may be anything."""
    assert [] == lines(loose_written_headers, 'response.headers["X-Frame-Options"] = policy')


def test_found_as_information_when_the_feature_raises_it() -> None:
    """What is sent is strict all the same."""
    facts = HardeningFacts(hardened=True, options={"headers": HeadersOptions()})
    snapshot = replace(source('response.headers["X-Frame-Options"] = "ALLOWALL"'), hardening_facts=facts)
    assert [Severity.INFO] == [each.severity for each in loose_written_headers.findings(snapshot)]
