"""FHK005: a session cookie that subdomains can plant."""

from flask_hardened import CookiesOptions
from flask_hardened.protections.cookies.rules.unprefixed_session_cookie import unprefixed_session_cookie
from tests.audit.asking import hardened_app, places, plain_app


def test_found_when_turned_off() -> None:
    """Cookies are Secure, so the prefix would be possible."""
    app = hardened_app(cookies=CookiesOptions(prefix=False))
    assert ["HARDENED_COOKIES_PREFIX"] == places(unprefixed_session_cookie, app)


def test_not_found_by_default_or_without_secure() -> None:
    """Without Secure no prefix is possible, and another rule speaks."""
    assert [] == places(unprefixed_session_cookie, hardened_app())
    insecure = CookiesOptions(prefix=False, secure=False)
    assert [] == places(unprefixed_session_cookie, hardened_app(cookies=insecure))
    assert [] == places(unprefixed_session_cookie, plain_app())
