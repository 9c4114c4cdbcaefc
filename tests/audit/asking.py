"""Small apps, and one rule asked about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import DictLoader

from flask_hardened import Hardened
from flask_hardened.audit.collection import Inspectors, Wanted, collect
from flask_hardened.audit.finding import Finding
from flask_hardened.audit.rule import Rule
from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.markup import inventory
from flask_hardened.protections.deployment.secret_key import weakness
from flask_hardened.protections.templates.review import review
from tests.conftest import SECRET_KEY

ROOT = Path(__file__).parent.parent.parent
INSPECTORS = Inspectors(weakness=weakness, inventory=inventory, review=review)


def plain_app(**config: Any) -> Flask:
    """Return an app that is not hardened."""
    app = Flask(__name__, template_folder="none", static_folder=None)
    app.config.update(config)
    return app


def hardened_app(config: dict[str, Any] | None = None, **features: Any) -> Flask:
    """Return a hardened app; in testing mode, so that it may be given what production refuses."""
    app = plain_app(**{"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
    Hardened(app, **features)
    return app


APP = ("config", "routes", "templates")
"""What is read of the app itself; the source and the files around it are those of these tests."""


def read(app: Flask, *parts: str) -> Snapshot:
    """Return the snapshot of an app; default :data:`APP`."""
    return collect(app, INSPECTORS, ROOT, Wanted(parts=parts or APP))


def ask(rule: Rule, app: Flask) -> list[Finding]:
    """Return what one rule finds in an app."""
    return sorted(rule.findings(read(app)), key=lambda finding: finding.sort_key)


def places(rule: Rule, app: Flask) -> list[str]:
    """Return the setting or the endpoint of each finding, else the file's name and the line."""
    found = [finding.location for finding in ask(rule, app)]
    return [place.setting or place.endpoint or f"{Path(str(place.file)).name}:{place.line}" for place in found]


def with_page(text: str) -> Flask:
    """Return a hardened app with one template, ``page.html``."""
    app = hardened_app()
    app.jinja_loader = DictLoader({"page.html": text})
    return app
