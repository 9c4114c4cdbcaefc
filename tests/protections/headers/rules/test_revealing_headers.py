"""FHR010: headers that name the software and its version."""

from __future__ import annotations

import pytest

from flask_hardened.protections.headers.rules.revealing_headers import revealing_headers
from tests.audit.asking_responses import answer, found


@pytest.mark.parametrize(
    ("name", "value"),
    [("server", "Werkzeug/3.0.1 Python/3.12.3"), ("via", "1.1 varnish/7.2"), ("x-powered-by", "Flask")],
)
def test_found_for_versions(name: str, value: str) -> None:
    """And for whatever says what the app is powered by; the value is not repeated."""
    (finding,) = found(revealing_headers, answer((name, value)))
    assert name in finding.message
    assert value not in finding.message


@pytest.mark.parametrize(
    ("name", "value"), [("server", "gunicorn"), ("via", "1.1 proxy"), ("server", ""), ("x-powered-by", "")]
)
def test_not_found_without_version(name: str, value: str) -> None:
    """A name alone helps nobody; the version of HTTP is none of software."""
    assert [] == found(revealing_headers, answer((name, value)))
