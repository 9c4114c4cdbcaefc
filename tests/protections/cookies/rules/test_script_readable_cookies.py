"""FHK003: cookies that scripts can read."""

from flask_hardened import CookiesOptions, cookie
from flask_hardened.protections.cookies.rules.script_readable_cookies import script_readable_cookies
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_for_names_and_for_routes() -> None:
    """Each cookie is named, where it is declared."""
    app = hardened_app(cookies=CookiesOptions(script_readable=["csrftoken", "auth_token"]))
    app.add_url_rule("/", "index", cookie("theme", httponly=False)(lambda: ""))
    said = [finding.message for finding in ask(script_readable_cookies, app)]
    assert ["Scripts can read the cookie theme.", "Scripts can read the cookie auth_token."] == said


def test_not_found_for_csrf_tokens_and_stricter_declarations() -> None:
    """The default names are tokens that scripts send back."""
    app = hardened_app()
    app.add_url_rule("/", "index", cookie("csrftoken", httponly=True)(lambda: ""))
    assert [] == places(script_readable_cookies, app)
    assert [] == places(script_readable_cookies, hardened_app(cookies=CookiesOptions(script_readable=["csrftoken"])))
    assert [] == places(script_readable_cookies, plain_app())
