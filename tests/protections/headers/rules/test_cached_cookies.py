"""FHR014: cookies in responses that shared caches keep."""

from __future__ import annotations

import pytest

from flask_hardened.protections.headers.rules.cached_cookies import cached_cookies
from tests.audit.asking_responses import answer, cookie, found


@pytest.mark.parametrize("value", ["public", "max-age=60, S-Maxage=60", "Public, max-age=600"])
def test_found_for_shared_caches(value: str) -> None:
    """The response of one visitor would be everybody's."""
    assert 1 == len(found(cached_cookies, answer(("cache-control", value), cookies=(cookie(),))))


@pytest.mark.parametrize("value", ["private", "public, no-store", "max-age=60", "no-cache"])
def test_not_found_for_the_visitors_own(value: str) -> None:
    """Nor for cookies that are no session, nor without cookie."""
    assert [] == found(cached_cookies, answer(("cache-control", value), cookies=(cookie(),)))
    assert [] == found(cached_cookies, answer(("cache-control", "public"), cookies=(cookie("theme"),)))
    assert [] == found(cached_cookies, answer(("cache-control", "public")))
