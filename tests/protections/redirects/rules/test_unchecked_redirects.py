"""FHG002: views that judge their redirects themselves."""

from flask import Blueprint, Flask

from flask_hardened.protections.redirects.decorators import redirects
from flask_hardened.protections.redirects.rules.unchecked_redirects import unchecked_redirects
from tests.audit.asking import ask, hardened_app, places


def app_with_views() -> Flask:
    """Return an app in which a blueprint judges its redirects itself, and one of its views lists places again."""
    app = hardened_app()
    oauth = redirects(off=True, reason="the clients' list")(Blueprint("oauth", __name__))
    oauth.add_url_rule("/authorize", "authorize", lambda: "")
    oauth.add_url_rule("/docs", "docs", redirects(to=["https://docs.example"])(lambda: ""))
    app.register_blueprint(oauth)
    app.add_url_rule("/", "index", lambda: "")
    return app


def test_found_with_its_reason() -> None:
    """Of the blueprint, for the view that says nothing else."""
    (finding,) = ask(unchecked_redirects, app_with_views())
    assert "oauth.authorize" == finding.location.endpoint
    assert "the clients' list" in finding.message


def test_not_found_without_the_decorator() -> None:
    """Lists of places are judged."""
    app = hardened_app()
    app.add_url_rule("/", "index", redirects(to=["https://docs.example"])(lambda: ""))
    assert [] == places(unchecked_redirects, app)
