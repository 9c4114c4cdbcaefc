"""FHK004: cookies that other sites' pages send."""

from flask_hardened import CookiesOptions, cookie
from flask_hardened.protections.cookies.rules.cross_site_cookies import cross_site_cookies
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_names_and_for_routes() -> None:
    """Where the option lists a cookie, and where a decorator declares one."""
    app = hardened_app(cookies=CookiesOptions(cross_site=["widget"]))
    app.add_url_rule("/", "index", cookie("embed", samesite="None")(lambda: ""))
    assert ["HARDENED_COOKIES_CROSS_SITE", "index"] == sorted(places(cross_site_cookies, app))


def test_not_found_for_lax_and_strict() -> None:
    """Both keep a cookie out of other sites' forms; a word of the configuration is Flask's."""
    app = hardened_app({"SESSION_COOKIE_SAMESITE": "Lax"})
    app.add_url_rule("/a", "a", cookie("a", samesite="Lax")(lambda: ""))
    app.add_url_rule("/b", "b", cookie("b", samesite="Strict")(lambda: ""))
    assert [] == places(cross_site_cookies, app)
    assert [] == places(cross_site_cookies, hardened_app(cookies=False))
    assert [] == places(cross_site_cookies, plain_app())
