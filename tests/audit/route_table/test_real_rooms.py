"""The table of an app whose rooms are the real ones: what it reads of them by name is what they call it."""

from __future__ import annotations

from flask import Blueprint

from flask_hardened import (
    AuthOptions,
    auth_required,
    fresh_login_required,
    owner_required,
    permissions_required,
    public,
    roles_required,
)
from flask_hardened.audit.route_table.access import access_of
from tests.audit.asking import hardened_app, read


def test_each_demand_is_in_the_table() -> None:
    """Roles, permissions, owners, age and methods; what is public, and what nobody has decided."""
    app = hardened_app(auth=AuthOptions(loader=lambda user_id: user_id, api_keys=lambda hashed: None))
    staff = roles_required("admin")(Blueprint("staff", __name__, url_prefix="/staff"))
    staff.add_url_rule("/a", "a", permissions_required(any=["read", "write"])(lambda: ""))
    staff.add_url_rule("/b", "b", public(lambda: ""))
    app.register_blueprint(staff)
    app.add_url_rule("/c/<int:post_id>", "c", owner_required({}.get, owner=str, param="post_id")(lambda post: ""))
    app.add_url_rule("/d", "d", fresh_login_required(60)(auth_required("session")(lambda: "")))
    app.add_url_rule("/e", "e", lambda: "")
    found = {route.endpoint: access_of(route) for route in read(app).routes}
    assert (("signed in", "role admin", "permission read or write"), True) == found["staff.a"]
    assert (("public",), True) == found["staff.b"]
    assert (True, True) == ("owner of post_id" in found["c"].demands, found["c"].decided)
    assert {"by session", "signed in 60 s ago at most"} < set(found["d"].demands)
    assert (("public",), False) == found["e"]


def test_an_undecided_route_is_closed_where_the_default_is_deny() -> None:
    """Nobody may use it, so there is nothing to decide in a hurry."""
    app = hardened_app(auth=AuthOptions(default="deny"))
    app.add_url_rule("/e", "e", lambda: "")
    found = {route.endpoint: access_of(route) for route in read(app).routes}
    assert (("nobody",), True) == found["e"]
