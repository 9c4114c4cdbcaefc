"""Names that a room offers to templates, put there without making the app's Jinja environment too early.

An app may change ``app.jinja_options`` after ``Hardened(app)``; asking for ``app.jinja_env`` would end that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import Environment
from jinja2.ext import Extension


def offer(app: Flask, *, filters: Mapping[str, Any] | None = None, names: Mapping[str, Any] | None = None) -> None:
    """Give templates of an app filters and global names. What the app has under one of these names stays."""

    class Offer(Extension):
        """Fills an environment when it is made."""

        # Jinja keeps extensions by this name, and each offer is one of its own.
        identifier = f"{__name__}.{'.'.join(sorted({*(filters or {}), *(names or {})}))}"

        def __init__(self, environment: Environment) -> None:
            super().__init__(environment)
            _fill(environment, filters or {}, names or {})

    existing: Environment | None = app.__dict__.get("jinja_env")
    if existing is not None:
        _fill(existing, filters or {}, names or {})
    else:
        extensions = [*app.jinja_options.get("extensions", ()), Offer]
        app.jinja_options = {**app.jinja_options, "extensions": extensions}


def _fill(environment: Environment, filters: Mapping[str, Any], names: Mapping[str, Any]) -> None:
    for name, function in filters.items():
        environment.filters.setdefault(name, function)
    for name, value in names.items():
        environment.globals.setdefault(name, value)
