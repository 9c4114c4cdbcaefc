"""FHR013: headers that browsers no longer read, or that harm."""

from __future__ import annotations

import pytest

from flask_hardened.protections.headers.rules.outdated_headers import outdated_headers
from tests.audit.asking import hardened_app
from tests.audit.asking_responses import answer, found, found_in


@pytest.mark.parametrize(
    ("name", "value"),
    [("x-xss-protection", "1; mode=block"), ("expect-ct", "max-age=0"), ("feature-policy", "camera 'none'")],
)
def test_found_for_what_browsers_gave_up(name: str, value: str) -> None:
    """And for the filter that did harm."""
    assert 1 == len(found(outdated_headers, answer((name, value))))


def test_not_found_for_its_withdrawal() -> None:
    """Zero turns the filter off in old browsers; Feature-Policy beside its successor is for old ones too."""
    both = answer(("feature-policy", "camera 'none'"), ("permissions-policy", "camera=()"))
    assert [] == found(outdated_headers, answer(("x-xss-protection", "0")), both)
    assert [] == found_in(outdated_headers, hardened_app())
