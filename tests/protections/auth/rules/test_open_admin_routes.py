"""FHA004: routes that look like an administrator's, without a role."""

from flask import Blueprint

from flask_hardened.protections.auth.decorators import auth_required, permissions_required, roles_required
from flask_hardened.protections.auth.rules.open_admin_routes import open_admin_routes
from tests.audit.asking import ask, hardened_app, places


def test_found_by_path_endpoint_and_blueprint() -> None:
    """High if open, medium if everybody who is signed in may."""
    app = hardened_app()
    app.add_url_rule("/admin/users", "users", lambda: "")
    app.add_url_rule("/x", "debug_info", lambda: "")
    app.add_url_rule("/api/internal-metrics", "numbers", auth_required(lambda: ""))
    blueprint = Blueprint("backoffice", __name__)
    blueprint.add_url_rule("/orders", "orders", lambda: "")
    app.register_blueprint(blueprint)
    found = {finding.location.endpoint: finding.severity.label for finding in ask(open_admin_routes, app)}
    assert {"users": "high", "debug_info": "high", "numbers": "medium", "backoffice.orders": "high"} == found


def test_not_found_with_a_right_or_in_other_words() -> None:
    """A parameter's name says nothing, and neither does half a word."""
    app = hardened_app()
    app.add_url_rule("/admin", "admin", roles_required("admin")(lambda: ""))
    app.add_url_rule("/manage", "manage", permissions_required("manage")(lambda: ""))
    app.add_url_rule("/user/<admin>", "user", lambda admin: "")
    app.add_url_rule("/badminton", "badminton", lambda: "")
    assert [] == places(open_admin_routes, app)
