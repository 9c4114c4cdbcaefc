"""FHA008: cookies sign in where nothing checks where a request comes from."""

from flask_hardened import csrf, csrf_exempt
from flask_hardened.protections.auth.decorators import auth_required, public
from flask_hardened.protections.auth.rules.forgeable_access import forgeable_access
from tests.audit.asking import hardened_app, places

exempt = csrf_exempt(reason="the mobile app")


def test_found_where_a_session_counts() -> None:
    """By name, or because any method does; the decorator nearest to the view says whether it is exempt."""
    app = hardened_app()
    app.add_url_rule("/any", "any", exempt(auth_required(lambda: "")), methods=["POST"])
    app.add_url_rule("/some", "some", exempt(auth_required("session", "bearer")(lambda: "")), methods=["PUT"])
    app.add_url_rule("/again", "again", csrf()(exempt(auth_required(lambda: ""))), methods=["POST"])
    assert ["again", "any", "some"] == sorted(places(forgeable_access, app))


def test_not_found_for_tokens_reading_and_what_is_checked() -> None:
    """Nor for what everybody may do."""
    app = hardened_app()
    app.add_url_rule("/token", "token", exempt(auth_required("bearer")(lambda: "")), methods=["POST"])
    app.add_url_rule("/read", "read", exempt(auth_required(lambda: "")))
    app.add_url_rule("/checked", "checked", auth_required(lambda: ""), methods=["POST"])
    app.add_url_rule("/inner", "inner", exempt(csrf()(auth_required(lambda: ""))), methods=["POST"])
    app.add_url_rule("/open", "open", exempt(public(lambda: "")), methods=["POST"])
    assert [] == places(forgeable_access, app)
