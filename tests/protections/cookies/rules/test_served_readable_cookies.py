"""FHK010: a session cookie was set without HttpOnly."""

from __future__ import annotations

from flask_hardened.protections.cookies.rules.served_readable_cookies import served_readable_cookies
from tests.audit.asking_responses import answer, cookie, found


def test_found_for_sessions() -> None:
    """A script could read it."""
    assert 1 == len(found(served_readable_cookies, answer(cookies=(cookie(http_only=False),))))


def test_not_found_for_others() -> None:
    """What scripts are meant to read is no session."""
    assert [] == found(served_readable_cookies, answer(cookies=(cookie("theme", http_only=False), cookie())))
