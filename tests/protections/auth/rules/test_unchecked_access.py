"""FHA001: nothing asks who may use a route."""

import flask_login
from flask import abort, session

from flask_hardened.protections.auth.decorators import auth_required, public
from flask_hardened.protections.auth.rules.unchecked_access import unchecked_access
from tests.audit.asking import ask, hardened_app, places, plain_app


def test_found_without_the_feature() -> None:
    """Routes whose decorators guard nothing are high."""
    for app, place in ((plain_app(), "Hardened(app)"), (hardened_app(auth=False), "HARDENED_AUTH")):
        app.add_url_rule("/account", "account", auth_required(lambda: ""))
        app.add_url_rule("/open", "open", public(lambda: ""))
        found = [(finding.location.endpoint, finding.severity.label) for finding in ask(unchecked_access, app)]
        assert {("account", "high"), (None, "low")} == {*found}
        assert place in places(unchecked_access, app)


def test_not_found_where_they_are_enforced() -> None:
    """Also if no route has any."""
    app = hardened_app()
    app.add_url_rule("/account", "account", auth_required(lambda: ""))
    assert [] == places(unchecked_access, app)
    assert [] == places(unchecked_access, hardened_app())


def test_not_found_where_other_extensions_ask() -> None:
    """One decorator of theirs, or a hook, shows that somebody does."""
    app = plain_app()
    app.add_url_rule("/account", "account", flask_login.login_required(lambda: ""))
    assert [] == places(unchecked_access, app)
    app = plain_app()
    app.add_url_rule("/account", "account", lambda: "")

    @app.before_request
    def ask_for_somebody() -> None:
        if "user" not in session:
            abort(401)

    assert [] == places(unchecked_access, app)
