"""The CSRF token of a session, in the places where Flask-WTF and the csrf room keep it."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, g, has_app_context

_DEFAULT = "csrf_token"


def field_of(app: Flask) -> str:
    """Return the key of the token in the session, and in ``flask.g``."""
    return str(app.config.get("WTF_CSRF_FIELD_NAME") or _DEFAULT)


def forget_token(app: Flask, session: MutableMapping[str, Any]) -> None:
    """Make every token handed out for this session invalid: whoever planted the session before the sign-in knows it."""
    field = field_of(app)
    session.pop(field, None)
    if has_app_context():
        g.pop(field, None)
