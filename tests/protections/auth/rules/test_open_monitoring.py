"""FHA030: monitoring for everybody."""

from types import FunctionType
from typing import Any

import pytest
from flask import Blueprint, abort, request, session
from flask_login import login_required

from flask_hardened.protections.auth.decorators import auth_required, public
from flask_hardened.protections.auth.rules.open_monitoring import open_monitoring
from tests.audit.asking import ask, hardened_app, places, plain_app
from tests.audit.looked_at_views import found


def shows() -> str:
    return ""


def checks() -> str:
    if request.authorization is None:
        abort(401)
    return ""


@pytest.mark.parametrize("rule", ["/metrics", "/debug", "/app/metrics/", "/actuator/env", "/phpinfo.php", "/rq"])
def test_found_by_path(rule: str) -> None:
    """Somebody has to look."""
    assert [("medium", "low")] == found(open_monitoring, rule, shows)


def test_found_by_package() -> None:
    """Wherever it is mounted, in an app that is hardened or not."""
    theirs: Any = FunctionType(shows.__code__, {"__name__": "prometheus_flask_exporter"}, "theirs")
    for app in (plain_app(), hardened_app()):
        app.add_url_rule("/inner/numbers", "numbers", theirs)
        assert [("numbers", "medium")] == [
            (each.location.endpoint, each.confidence.label) for each in ask(open_monitoring, app)
        ]


def test_not_found_for_other_paths() -> None:
    """Parts of words, deeper paths, and other methods."""
    for rule in ("/metrics-guide", "/debugging", "/shop/items/metrics", "/consoles", "/"):
        assert [] == found(open_monitoring, rule, shows)
    assert [] == found(open_monitoring, "/metrics", shows, ["POST"])


def test_not_found_where_somebody_asks() -> None:
    """A decorator, ours or another's, a hook, the view; nor where everybody is meant."""
    app = hardened_app()
    app.add_url_rule("/metrics", "ours", auth_required(shows))
    app.add_url_rule("/debug", "meant", public(shows))
    app.add_url_rule("/a/metrics", "theirs", login_required(shows))
    app.add_url_rule("/b/metrics", "itself", checks)
    inner = Blueprint("inner", __name__)

    @inner.before_request
    def ask_for_somebody() -> None:
        if not session.get("user"):
            abort(403)

    inner.add_url_rule("/metrics", "hook", shows)
    app.register_blueprint(inner)
    assert [] == places(open_monitoring, app)
