"""FHA009: decorators that guard nothing."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Confidence, Location
from flask_hardened.audit.snapshot import Route, RouteFacts
from flask_hardened.audit.view_facts import Unapplied
from flask_hardened.protections.auth.rules.unapplied_guards import unapplied_guards
from tests.audit.asking_source import found, lines, source

APP = """from flask import Blueprint, Flask
from flask_login import login_required
from flask_jwt_extended import jwt_required
from shop.guards import admin_required, cached, other, permission_required, requires_auth
app = Flask(__name__)
bp = Blueprint("shop", __name__)
"""


@pytest.mark.parametrize(
    ("decorators", "confidence"),
    [
        ('@login_required\n@app.route("/admin")', Confidence.HIGH),
        ('@jwt_required()\n@bp.get("/admin")', Confidence.HIGH),
        ('@admin_required\n@app.route("/admin")', Confidence.MEDIUM),
        ('@requires_auth\n@find().bp.route("/admin")', Confidence.MEDIUM),
        ('@permission_required("edit")\n@other\n@app.route("/admin")', Confidence.MEDIUM),
    ],
)
def test_found_above_the_route(decorators: str, confidence: Confidence) -> None:
    """Sure where both are known."""
    (finding,) = found(unapplied_guards, f"{APP}{decorators}\ndef admin(): pass")
    assert (7, confidence) == (finding.location.line, finding.confidence)


def test_found_between_two_routes() -> None:
    """The one above is guarded, the one below is not."""
    text = f'{APP}@app.route("/a")\n@login_required\n@app.route("/b")\ndef admin(): pass'
    assert [8] == lines(unapplied_guards, text)


@pytest.mark.parametrize(
    "text",
    [
        '@app.route("/admin")\n@login_required\ndef admin(): pass',
        '@login_required\ndef admin(): pass\napp.add_url_rule("/admin", view_func=admin)',
        '@cached\n@app.route("/admin")\ndef admin(): pass',
        'from flask_hardened import auth_required\n@auth_required\n@app.route("/admin")\ndef admin(): pass',
        "class View(MethodView):\n    decorators = [login_required]\n    def get(self): pass",
        '@login_required\n@cache.get("/admin")\ndef admin(): pass',
    ],
)
def test_not_found_below_it(text: str) -> None:
    """Nor for other decorators, ours, and functions that are registered later."""
    assert [] == lines(unapplied_guards, APP + text)


def test_not_found_for_views_that_the_live_app_tells_of() -> None:
    """One fault is reported once."""
    snapshot = source(f'{APP}@login_required\n@app.route("/admin")\ndef admin(): pass')
    (finding,) = unapplied_guards.findings(snapshot)
    route = Route(
        rule="/admin", endpoint="admin", methods=("GET",), blueprints=(), marks={}, plan=None,
        location=Location(endpoint="admin", file=finding.location.file, line=7),
        unapplied=Unapplied(wrappers=frozenset({"flask_login"}), asks_who=True),
    )  # fmt: skip
    seen = replace(snapshot, route_facts=RouteFacts(routes=(route,), default=None))
    assert [] == list(unapplied_guards.findings(seen))
