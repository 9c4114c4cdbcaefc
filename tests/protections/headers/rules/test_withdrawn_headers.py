"""FHR006: security headers that the source takes away."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.headers.options import HeadersOptions
from flask_hardened.protections.headers.rules.withdrawn_headers import withdrawn_headers
from tests.audit.asking_source import lines, source


@pytest.mark.parametrize(
    "text",
    [
        'response.headers.pop("X-Frame-Options", None)',
        'del response.headers["Content-Security-Policy"]',
        'response.headers.remove("strict-transport-security")',
    ],
)
def test_found_for_each_way(text: str) -> None:
    """Whatever the case of the letters."""
    assert [1] == lines(withdrawn_headers, text)


@pytest.mark.parametrize(
    "text",
    [
        'response.headers.pop("X-Powered-By", None)',
        'response.headers.pop("X-XSS-Protection")',
        'response.headers["X-Frame-Options"] = "DENY"',
        'names.remove("X-Frame-Options")',
        'del cache["page"]',
    ],
)
def test_not_found_for_others(text: str) -> None:
    """Headers that reveal something should go, and a list of names is no response."""
    assert [] == lines(withdrawn_headers, text)


def test_found_as_information_when_the_feature_raises_it() -> None:
    """What is sent is strict all the same."""
    facts = HardeningFacts(hardened=True, options={"headers": HeadersOptions()})
    snapshot = replace(source('response.headers.pop("X-Frame-Options")'), hardening_facts=facts)
    assert [Severity.INFO] == [each.severity for each in withdrawn_headers.findings(snapshot)]
