"""FHA005: objects in URLs that anybody who is signed in may name."""

import flask_login
import pytest

from flask_hardened.protections.auth.decorators import auth_required, owner_required, public, roles_required
from flask_hardened.protections.auth.rules.unowned_objects import unowned_objects
from tests.audit.asking import hardened_app, places

RULES = ["/a/<int:invoice_id>", "/a/<id>", "/a/<uuid:thing>", "/a/<string(length=8):order_no>", "/a/<int(min=1):x>/b"]


@pytest.mark.parametrize("rule", RULES)
def test_found_for_parameters_that_look_like_ids(rule: str) -> None:
    """Of ours and of Flask-Login's views."""
    app = hardened_app()
    app.add_url_rule(rule, "ours", auth_required(lambda **named: ""))
    app.add_url_rule(f"{rule}/login", "theirs", flask_login.login_required(lambda **named: ""))
    assert ["ours", "theirs"] == sorted(places(unowned_objects, app))


def test_not_found_with_an_owner_or_a_right() -> None:
    """Nor for what everybody may read, and for names."""
    app = hardened_app()
    owned = owner_required(lambda value: value, owner="owner", param="post_id")
    app.add_url_rule("/a/<int:post_id>", "owned", owned(lambda post: ""))
    app.add_url_rule("/b/<int:post_id>", "role", roles_required("editor")(lambda post_id: ""))
    app.add_url_rule("/c/<int:post_id>", "public", public(lambda post_id: ""))
    app.add_url_rule("/d/<int:post_id>", "undecided", lambda post_id: "")
    app.add_url_rule("/e/<topic>/<path:rest>", "topic", auth_required(lambda topic, rest: ""))
    app.add_url_rule("/f/<idea>", "idea", auth_required(lambda idea: ""))
    assert [] == places(unowned_objects, app)
