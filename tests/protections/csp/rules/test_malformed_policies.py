"""FHC010: a policy that browsers read in another way than it was meant."""

from __future__ import annotations

import pytest

from flask_hardened.protections.csp.rules.malformed_policies import malformed_policies
from tests.audit.asking import hardened_app
from tests.audit.asking_responses import VIEWS, answer, found, found_in


@pytest.mark.parametrize(
    ("policy", "what"),
    [
        ("script-src self", "a keyword without quotes in script-src"),
        ("script-src 'self'; script-src 'none'", "script-src twice"),
        ("script-scr 'none'", "an unknown directive"),
    ],
)
def test_found_for_what_browsers_skip(policy: str, what: str) -> None:
    """Each with its own words; what the author wrote is not repeated."""
    (finding,) = found(malformed_policies, answer(("content-security-policy", policy)))
    assert what in finding.message


def test_not_found_for_policies_that_are_read() -> None:
    """Several policies may say the same; a host may be called like a keyword elsewhere in its name."""
    fine = "script-src 'self' https://self.example, SCRIPT-SRC 'none'; sandbox; ; report-uri /none"
    assert [] == found(malformed_policies, answer(("content-security-policy", fine)), answer())
    assert [] == found_in(malformed_policies, hardened_app(), VIEWS)
