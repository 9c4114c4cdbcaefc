"""The deployment room: what must not go into production (OWASP A05:2021, CWE-489, CWE-1188)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.debug import DebuggedApplication

from ...errors import Problem
from ...hardening import Hardening
from ...protection import Protection
from .options import DeploymentOptions
from .secret_key import weakness

logger = logging.getLogger("flask_hardened")

_NEW_KEY = (
    "Run `flask hardened secret` and keep what it prints in the environment as FLASK_SECRET_KEY, which "
    "app.config.from_prefixed_env() reads."
)


class Deployment(Protection[DeploymentOptions]):
    """Refuses a production start for debug mode and weak keys; makes a temporary key while debugging or testing."""

    feature = "deployment"
    options_type = DeploymentOptions

    def configure(self, app: Flask) -> None:
        """Give a debugged or tested app without a key one that lives as long as the process."""
        self._temporary_key(app)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Do so too when debugging was turned on after ``Hardened(app)``."""
        self._temporary_key(app)

    def _temporary_key(self, app: Flask) -> None:
        if not app.secret_key and (app.debug or app.testing) and not self.options.production:
            app.secret_key = secrets.token_hex(32)
            logger.warning(
                "SECRET_KEY is not set: a temporary key is used, so sessions end when the app restarts. "
                "Production will refuse to start. %s",
                _NEW_KEY,
            )

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield debug modes, and secret keys that can be guessed."""
        if app.debug:
            yield Problem("DEBUG", "debug mode is on: errors show source and data.", "Unset FLASK_DEBUG and app.debug.")
        if _has_debugger(app):
            yield Problem(
                "app.wsgi_app",
                "Werkzeug's debugger is wrapped around the app: it runs code for whoever sees an error.",
                "Remove DebuggedApplication.",
            )
        yield from _key_problems(app)


def _has_debugger(app: Flask) -> bool:
    layer: Any = app.wsgi_app
    for _ in range(20):  # layers of middleware; a cycle must not hang the start
        if isinstance(layer, DebuggedApplication):
            return True
        layer = getattr(layer, "app", None) or getattr(layer, "application", None)
        if layer is None:
            return False
    return False


def _key_problems(app: Flask) -> Iterator[Problem]:
    key = app.secret_key
    if not key:
        yield Problem("SECRET_KEY", "it is not set, so nothing can be signed.", _NEW_KEY)
    else:
        fault = weakness(key)
        if fault:
            yield Problem("SECRET_KEY", f"it {fault}", _NEW_KEY)
    fallbacks = app.config.get("SECRET_KEY_FALLBACKS")
    if not fallbacks:
        return
    if isinstance(fallbacks, (str, bytes)):
        yield Problem(
            "SECRET_KEY_FALLBACKS",
            "it is a string, so every single letter of it would sign sessions.",
            "Give a list of old keys.",
        )
        return
    for number, fallback in enumerate(fallbacks):
        fault = weakness(fallback)
        if fault:
            yield Problem(
                f"SECRET_KEY_FALLBACKS[{number}]",
                f"it {fault} An old key signs as well as the new one.",
                "Remove it; sessions that it signed end.",
            )
