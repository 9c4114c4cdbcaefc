"""FHK011: a cookie whose SameSite protects nothing."""

from __future__ import annotations

from typing import Any

import pytest

from flask_hardened.protections.cookies.rules.served_cross_site_cookies import served_cross_site_cookies
from tests.audit.asking_responses import answer, cookie, found


@pytest.mark.parametrize(
    "facts", [{"same_site": None}, {"same_site": "yes"}, {"same_site": ""}, {"same_site": "none", "secure": False}]
)
def test_found_for_void_attributes(facts: dict[str, Any]) -> None:
    """Missing from a session, unknown, or refused by browsers."""
    assert 1 == len(found(served_cross_site_cookies, answer(cookies=(cookie(**facts),))))


def test_not_found_for_chosen_ones() -> None:
    """None with Secure is a choice; a cookie that is no session may leave it to the browser."""
    fine = (cookie(), cookie(same_site="none"), cookie("theme", same_site=None))
    assert [] == found(served_cross_site_cookies, answer(cookies=fine))
