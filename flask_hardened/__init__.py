"""Flask-Hardened: a Flask app made secure by default in one line."""

from __future__ import annotations

from .errors import ConfigurationError, CookieTooLargeError, HardenedError, Problem
from .extension import Hardened

__all__ = ["ConfigurationError", "CookieTooLargeError", "Hardened", "HardenedError", "Problem"]
