"""FHR009: a Referrer-Policy that tells other sites where visitors were."""

from __future__ import annotations

import pytest

from flask_hardened.protections.headers.rules.telling_referrers import telling_referrers
from tests.audit.asking_responses import answer, found


@pytest.mark.parametrize("value", ["unsafe-url", "no-referrer, Origin", "no-referrer-when-downgrade"])
def test_found_for_telling_values(value: str) -> None:
    """The last value that browsers know counts."""
    assert 1 == len(found(telling_referrers, answer(("referrer-policy", value))))


@pytest.mark.parametrize("value", ["no-referrer", "unsafe-url, same-origin", "nonsense"])
def test_not_found_for_others(value: str) -> None:
    """Nor for none: browsers are careful by themselves."""
    assert [] == found(telling_referrers, answer(("referrer-policy", value)), answer())
