"""Names that a room offers to templates, put there without making the app's Jinja environment too early.

An app may change ``app.jinja_options`` after ``Hardened(app)``; asking for ``app.jinja_env`` would end that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from jinja2 import Environment
from jinja2.ext import Extension


def offer(app: Flask, *, filters: Mapping[str, Any] | None = None, names: Mapping[str, Any] | None = None) -> None:
    """Give templates of an app filters and global names. What the app has under one of these names stays."""

    def fill(environment: Environment) -> None:
        for name, function in (filters or {}).items():
            environment.filters.setdefault(name, function)
        for name, value in (names or {}).items():
            environment.globals.setdefault(name, value)

    prepare(app, ".".join(sorted({*(filters or {}), *(names or {})})), fill)


def prepare(app: Flask, title: str, fill: Callable[[Environment], None]) -> None:
    """Have `fill` called with the app's Jinja environment: at once if there is one, else when it is made.

    :param title: tells this preparation from others; the last one of a title holds.
    """
    existing: Environment | None = app.__dict__.get("jinja_env")
    if existing is not None:
        fill(existing)
        return

    class Preparation(Extension):
        """Fills an environment when it is made."""

        identifier = f"{__name__}.{title}"  # Jinja keeps one extension of a name

        def __init__(self, environment: Environment) -> None:
            super().__init__(environment)
            fill(environment)

    given: dict[str, Any] = dict(app.jinja_options)
    app.jinja_options = {**given, "extensions": [*given.get("extensions", ()), Preparation]}
