"""FHC009: a policy that lets strangers' scripts run."""

from __future__ import annotations

import pytest

from flask_hardened.protections.csp.rules.unsafe_served_policies import unsafe_served_policies
from tests.audit.asking import hardened_app
from tests.audit.asking_responses import answer, found, found_in


@pytest.mark.parametrize(
    "policy",
    ["default-src 'self' 'unsafe-inline'", "img-src 'self'", "script-src https:; object-src 'none'",
     "default-src 'self'; script-src 'self' data:"],
)  # fmt: skip
def test_found_for_policies_that_stop_nothing(policy: str) -> None:
    """Inline code, every host, and no say about scripts at all."""
    assert 1 == len(found(unsafe_served_policies, answer(("content-security-policy", policy))))


@pytest.mark.parametrize(
    "policy",
    ["default-src 'self'", "script-src 'nonce-' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'", ""],
)
def test_not_found_for_policies_that_hold(policy: str) -> None:
    """Beside a nonce, browsers ignore 'unsafe-inline'. No policy at all is another rule's."""
    assert [] == found(unsafe_served_policies, answer(("content-security-policy", policy)), answer())
    assert [] == found_in(unsafe_served_policies, hardened_app())
