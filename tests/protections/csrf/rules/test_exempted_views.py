"""FHF008: views that Flask-WTF is told not to check."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.csrf.options import CsrfOptions
from flask_hardened.protections.csrf.rules.exempted_views import exempted_views
from tests.audit.asking_source import lines, source

APP = "from flask import Flask; from flask_wtf import CSRFProtect; app = Flask(__name__); csrf = CSRFProtect(app)\n"


@pytest.mark.parametrize(
    "text",
    [
        '@app.post("/profile")\n@csrf.exempt\ndef profile(): save(request.form)',
        '@csrf.exempt\n@app.route("/profile", methods=["GET", "POST"])\ndef profile(): save(request.form)',
    ],
)
def test_found_for_views_that_change_something(text: str) -> None:
    """In either order."""
    assert 1 == len(lines(exempted_views, APP + text))


@pytest.mark.parametrize(
    "text",
    [
        '@app.post("/profile")\ndef profile(): save(request.form)',
        '@app.get("/profile")\n@csrf.exempt\ndef profile(): pass',
        '@app.route("/profile")\n@csrf.exempt\ndef profile(): pass',
        '@app.post("/stripe/webhook")\n@csrf.exempt\ndef webhook(): pass',
        '@app.post("/in")\n@csrf.exempt\ndef receive():\n    check(request.headers["X-Signature"])',
        '@app.post("/in")\n@csrf.exempt\n@jwt_required()\ndef receive(): pass',
        '@app.post("/in")\n@limiter.exempt\ndef receive(): pass',
        '@app.post("/in")\n@csrf.exempt\n@requires_kobo_auth\ndef receive(): pass',
    ],
)
def test_not_found_where_the_sender_is_known(text: str) -> None:
    """By a signature, a bearer token, or a name that says so; and where nothing is changed."""
    assert [] == lines(exempted_views, APP + text)


def test_found_for_a_blueprint_as_a_whole() -> None:
    """With little confidence, as its views are not looked at; one that is called an API is left alone."""
    text = "from flask import Blueprint\nshop = Blueprint('shop', __name__)\napi = Blueprint('api', __name__)\n"
    assert [5] == lines(exempted_views, f"{APP}{text}csrf.exempt(shop); csrf.exempt(api)")


def test_found_as_information_when_the_feature_checks() -> None:
    """It does not heed what Flask-WTF is told."""
    facts = HardeningFacts(hardened=True, options={"csrf": CsrfOptions()})
    snapshot = source(f'{APP}@app.post("/profile")\n@csrf.exempt\ndef profile(): pass')
    found = exempted_views.findings(replace(snapshot, hardening_facts=facts))
    assert [Severity.INFO] == [each.severity for each in found]
