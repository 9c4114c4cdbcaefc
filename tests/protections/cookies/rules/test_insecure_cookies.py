"""FHK002: cookies that travel over plain HTTP."""

from flask import Blueprint

from flask_hardened import CookiesOptions, cookie
from flask_hardened.protections.cookies.rules.insecure_cookies import insecure_cookies
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app_and_for_a_route() -> None:
    """Where the option is off, and where a decorator turns it off."""
    app = hardened_app(cookies=CookiesOptions(secure=False))
    assert ["HARDENED_COOKIES_SECURE"] == places(insecure_cookies, app)
    app = hardened_app()
    app.add_url_rule("/", "index", cookie("theme", secure=False)(lambda: ""))
    assert ["index"] == places(insecure_cookies, app)


def test_not_found_where_the_nearest_declaration_is_secure() -> None:
    """A view may take back what its blueprint declares; other declarations do not matter."""
    app = hardened_app()
    blueprint = cookie("theme", secure=False)(Blueprint("pages", __name__))
    blueprint.add_url_rule("/a", "a", cookie("theme", secure=True)(lambda: ""))
    app.register_blueprint(blueprint)
    app.add_url_rule("/b", "b", cookie("theme", httponly=False)(lambda: ""))
    assert [] == places(insecure_cookies, app)
    assert [] == places(insecure_cookies, hardened_app(cookies=False))
    assert [] == places(insecure_cookies, plain_app())
