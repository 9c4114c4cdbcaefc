"""Views whose source is looked at, for tests of the rules about what they do. They are never called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from flask_hardened.audit.rule import Rule
from tests.audit.asking import ask, plain_app

db: Any = None
"""What would be the database."""


def with_view(rule: str, view: Callable[..., Any], methods: list[str] | None = None) -> Flask:
    """Return an app, not hardened, with one view."""
    app = plain_app()
    app.add_url_rule(rule, "view", view, methods=methods)
    return app


def found(rule: Rule, path: str, view: Callable[..., Any], methods: list[str] | None = None) -> list[tuple[str, str]]:
    """Return the severity and the confidence of each finding in an app with one view."""
    return [(each.severity.label, each.confidence.label) for each in ask(rule, with_view(path, view, methods))]
