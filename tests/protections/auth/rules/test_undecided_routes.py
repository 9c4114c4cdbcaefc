"""FHA002: nobody has said who may use a route."""

import flask_login
from flask import Blueprint, Flask

from flask_hardened.protections.auth.decorators import auth_required, public
from flask_hardened.protections.auth.options import AuthOptions
from flask_hardened.protections.auth.rules.undecided_routes import undecided_routes
from tests.audit.asking import ask, hardened_app, places, plain_app


def with_routes(app: Flask) -> Flask:
    """Add a forgotten route, and decided ones."""
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""))
    app.add_url_rule("/open", "open", public(lambda: ""))
    app.add_url_rule("/foreign", "foreign", flask_login.login_required(with_routes))
    app.register_blueprint(auth_required(Blueprint("files", __name__, static_folder=".", url_prefix="/a")))
    app.register_blueprint(Blueprint("pictures", __name__, static_folder=".", url_prefix="/b"))
    return app


def test_found_beside_routes_that_are_decided() -> None:
    """Open to everybody, or to nobody."""
    for default, who in (("allow", "Everybody"), ("deny", "Nobody")):
        app = with_routes(hardened_app(auth=AuthOptions(default=default)))
        assert ["forgotten"] == places(undecided_routes, app)
        assert ask(undecided_routes, app)[0].message.startswith(f"{who} may use GET /forgotten")


def test_found_once_where_nothing_is_decided() -> None:
    """Small sites are for everybody; for information."""
    app = hardened_app()
    app.add_url_rule("/a", "a", lambda: "")
    app.add_url_rule("/b", "b", lambda: "", methods=["POST"])
    found = [(finding.location.setting, finding.severity.label) for finding in ask(undecided_routes, app)]
    assert [("HARDENED_AUTH_DEFAULT", "info")] == found


def test_not_found_elsewhere() -> None:
    """Every route decided, no routes, changes (another rule's), or nothing that enforces it."""
    app = hardened_app()
    app.add_url_rule("/mine", "mine", auth_required(lambda: ""))
    app.add_url_rule("/change", "change", lambda: "", methods=["POST"])
    assert [] == places(undecided_routes, app)
    assert [] == places(undecided_routes, hardened_app())
    assert [] == places(undecided_routes, with_routes(plain_app()))
