"""Apps with other extensions, for tests of the rules about them."""

from __future__ import annotations

from typing import Any

from flask import Flask

from flask_hardened import Hardened
from flask_hardened.audit.rule import Rule
from tests.audit.asking import ask, plain_app
from tests.conftest import SECRET_KEY

TRACES = {"flask_jwt_extended": "flask-jwt-extended", "flask_security": "security", "flask_caching": "cache"}
"""Import name → the name under which it registers with an app."""


def app_with(extension: str, config: dict[str, Any]) -> Flask:
    """Return an app with the trace that an extension leaves, and its settings; the extension need not be installed."""
    app = plain_app(SECRET_KEY=SECRET_KEY, **config)
    app.extensions[TRACES[extension]] = object()
    return app


def hardened(app: Flask, **features: Any) -> Flask:
    """Return the same app, hardened, as its tests run it."""
    app.config["TESTING"] = True
    Hardened(app, **features)
    return app


def severities(rule: Rule, app: Flask) -> list[tuple[str | None, str]]:
    """Return the setting, else the endpoint, and the severity of each finding."""
    return [(each.location.setting or each.location.endpoint, each.severity.label) for each in ask(rule, app)]
