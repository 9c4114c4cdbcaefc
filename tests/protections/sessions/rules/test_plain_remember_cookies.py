"""FHS014: cookies that remember a login, unguarded."""

from dataclasses import replace

from flask_login import LoginManager

from flask_hardened.protections.sessions.rules.plain_remember_cookies import plain_remember_cookies
from tests.audit.asking import places, plain_app, read
from tests.audit.asking_source import source
from tests.audit.extensions_for_tests import hardened


def test_found_by_default_and_for_scripts() -> None:
    """Flask-Login leaves Secure off."""
    app = plain_app(REMEMBER_COOKIE_HTTPONLY=False)
    LoginManager(app)
    assert ["REMEMBER_COOKIE_HTTPONLY", "REMEMBER_COOKIE_SECURE"] == places(plain_remember_cookies, app)


def test_found_where_the_source_remembers() -> None:
    """Whatever it says it with; where it only signs in, there is no cookie."""
    app = plain_app()
    LoginManager(app)
    for call, hits in (("u, remember=True", 1), ("u, form.remember", 1), ("u, **told", 1), ("u", 0)):
        read_source = source(f"from flask_login import login_user\nlogin_user({call})\n").source_facts
        found = plain_remember_cookies.findings(replace(read(app), source_facts=read_source))
        assert hits == len([*found])


def test_not_found_when_it_is_set() -> None:
    """Or nothing ever remembers, or the app is hardened, which guards every cookie; or without Flask-Login."""
    app = plain_app(REMEMBER_COOKIE_SECURE=True)
    LoginManager(app)
    assert [] == places(plain_remember_cookies, app)
    app = plain_app()
    LoginManager(app)
    app.extensions["appbuilder"] = object()
    assert [] == places(plain_remember_cookies, app)
    app = plain_app(SECRET_KEY="k" * 3 + "0123456789abcdefghijklmnop")
    LoginManager(app)
    assert [] == places(plain_remember_cookies, hardened(app))
    assert [] == places(plain_remember_cookies, plain_app())
