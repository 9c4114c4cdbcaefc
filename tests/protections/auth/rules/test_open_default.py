"""FHA006: what is forgotten is open."""

from flask_hardened.protections.auth.decorators import auth_required
from flask_hardened.protections.auth.options import AuthOptions
from flask_hardened.protections.auth.rules.open_default import open_default
from tests.audit.asking import hardened_app, places, plain_app


def test_found_where_some_routes_are_marked() -> None:
    """The app has users, so it has something to lose."""
    app = hardened_app()
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""))
    assert ["HARDENED_AUTH_DEFAULT"] == places(open_default, app)


def test_not_found_when_it_is_shut_or_nothing_is_marked() -> None:
    """A site for everybody needs no list."""
    app = hardened_app(auth=AuthOptions(default="deny"))
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""))
    assert [] == places(open_default, app)
    bare = hardened_app()
    bare.add_url_rule("/", "index", lambda: "")
    assert [] == places(open_default, bare)
    assert [] == places(open_default, plain_app())
