"""What the one line would mend, found out on a probe, and then done to the app itself."""

from __future__ import annotations

from typing import Any

import flask_login
import pytest
from flask import Flask, request
from jinja2 import DictLoader

from flask_hardened import Hardened
from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import run
from flask_hardened.audit.finding import Finding
from flask_hardened.audit.remedy import mended_by_hardening, remedy_sentence, with_hardening
from flask_hardened.commands.probe import hardened_probe
from flask_hardened.protections import CATALOG
from tests.audit.asking import ROOT, plain_app, read
from tests.conftest import SECRET_KEY

RULES = find_rules(CATALOG)
db: Any = None


def deletes(number: int) -> str:
    """Change something by a link."""
    db.session.delete(number)
    return ""


def enters() -> str:
    """Take a form."""
    return request.form["name"]


def faulty() -> Flask:
    """Return an app with faults of both kinds."""
    app = plain_app(
        SECRET_KEY=SECRET_KEY,
        MAX_FORM_PARTS=None,
        SQLALCHEMY_DATABASE_URI="postgresql://postgres:postgres@db.example.com/a",
        JWT_TOKEN_LOCATION=["cookies", "query_string"],
        JWT_COOKIE_CSRF_PROTECT=False,
    )
    app.extensions["flask-jwt-extended"] = object()
    flask_login.LoginManager(app).session_protection = None
    app.add_url_rule("/login", "login", enters, methods=["POST"])
    app.add_url_rule("/delete/<int:number>", "delete", flask_login.login_required(deletes))
    app.jinja_loader = DictLoader({"page.txt": "<form method=post>{{ name }}</form>"})
    return app


def findings_of(app: Flask) -> tuple[Finding, ...]:
    """Return what every rule finds in an app."""
    return run(RULES, read(app), ROOT).findings


def claims() -> frozenset[Finding]:
    """Return what is said to be mended."""
    app = faulty()
    probe, snapshot = hardened_probe(app), read(app)
    assert probe is not None
    hardened = with_hardening(snapshot, app, probe, ROOT)
    return mended_by_hardening(run(RULES, snapshot, ROOT).findings, RULES, hardened, ROOT)


CLAIMS = claims()


@pytest.mark.parametrize("code", sorted({finding.code for finding in CLAIMS}))
def test_what_is_claimed_is_mended(code: str) -> None:
    """The same app, hardened: no rule that was to fall silent says the same of the same place."""
    app = faulty()
    app.config["TESTING"] = True
    Hardened(app)
    left = {(each.code, str(each.location)) for each in findings_of(app)}
    assert [] == [each for each in CLAIMS if each.code == code and (each.code, str(each.location)) in left]


def test_the_line_mends_what_its_features_are_for() -> None:
    """Missing features, and what other extensions leave open that ours make up for."""
    assert {"FHD001", "FHC001", "FHF001", "FHS001", "FHR001", "FHD029", "FHJ015", "FHJ016", "FHS013", "FHS014"} <= {
        each.code for each in CLAIMS
    }


def test_the_rest_is_for_the_authors() -> None:
    """Passwords, links that change something, tokens in URLs, and logins without a limit of their own."""
    mended = {each.code for each in CLAIMS}
    found = {each.code for each in findings_of(faulty())}
    authors = {"FHA026", "FHD020", "FHD022", "FHJ018", "FHL005", "FHS015"}
    assert authors <= found
    assert authors.isdisjoint(mended)


def test_what_cannot_be_asked_is_not_claimed() -> None:
    """Without the routes on the hardened side, nothing about routes is promised."""
    app = faulty()
    probe, snapshot = hardened_probe(app), read(app)
    assert probe is not None
    hardened = with_hardening(read(app, "config"), app, probe, ROOT)
    mended = mended_by_hardening(run(RULES, snapshot, ROOT).findings, RULES, hardened, ROOT)
    assert "FHA026" not in {each.code for each in mended}
    assert "FHD001" in {each.code for each in mended}


@pytest.mark.parametrize(
    ("mended", "findings", "sentence"),
    [(23, 31, "Hardened(app) mends 23 of these 31 findings; the other 8 are yours."),
     (1, 2, "Hardened(app) mends 1 of these 2 findings; the other one is yours."),
     (3, 3, "Hardened(app) mends all of these 3 findings."), (1, 1, "Hardened(app) mends this finding."),
     (0, 5, ""), (0, 0, "")],
)  # fmt: skip
def test_the_sentence(mended: int, findings: int, sentence: str) -> None:
    """Nothing is said where nothing can be promised."""
    assert sentence == remedy_sentence(mended, findings)
