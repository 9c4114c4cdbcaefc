"""FHR011: a security header that is sent twice, with two values."""

from __future__ import annotations

from flask_hardened.protections.headers.rules.contradicting_headers import contradicting_headers
from tests.audit.asking_responses import answer, found


def test_found_for_two_values() -> None:
    """The app says one thing, the proxy another."""
    torn = answer(("x-frame-options", "DENY"), ("x-frame-options", "SAMEORIGIN"))
    assert 1 == len(found(contradicting_headers, torn))


def test_not_found_for_the_same_twice() -> None:
    """Nor for several policies, which all hold, nor for values of different answers."""
    same = answer(
        ("strict-transport-security", "max-age=1; preload"), ("strict-transport-security", "MAX-AGE=1;preload")
    )
    several = answer(("content-security-policy", "img-src 'self'"), ("content-security-policy", "img-src 'none'"))
    assert [] == found(contradicting_headers, same, several, answer(("x-frame-options", "DENY")))
    assert [] == found(
        contradicting_headers, answer(("x-frame-options", "DENY")), answer(("x-frame-options", "SAMEORIGIN"))
    )
