"""FHK001: cookies without a floor."""

from flask_talisman import Talisman

from flask_hardened.protections.cookies.rules.unguarded_cookies import unguarded_cookies
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """The finding says what the session cookie lacks by configuration."""
    found = ask(unguarded_cookies, plain_app())
    assert ["Hardened(app)"] == [finding.location.setting for finding in found]
    assert "The session cookie has no Secure, no SameSite." in found[0].message
    assert ["HARDENED_COOKIES"] == places(unguarded_cookies, hardened_app(cookies=False))


def test_a_session_cookie_that_is_sound_is_not_blamed() -> None:
    """The other cookies of the app still have nobody."""
    app = plain_app(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
    assert ["Nothing sees to the attributes of cookies."] == [each.message for each in ask(unguarded_cookies, app)]


def test_not_found_with_the_feature() -> None:
    """The floor holds for every cookie."""
    assert [] == places(unguarded_cookies, hardened_app())


def test_secure_is_not_found_missing_beside_talisman() -> None:
    """It sets the flag with the first request."""
    app = plain_app()
    Talisman(app)
    assert ["Nothing sees to the attributes of cookies."] == [each.message for each in ask(unguarded_cookies, app)]
