"""Runs the checks without pytest around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_hardened.testing.checks.catalog import CHECKS
from flask_hardened.testing.failure import CheckFailed
from flask_hardened.testing.routes import routes_of
from flask_hardened.testing.subject import Subject


@pytest.fixture
def outcomes() -> Callable[..., dict[str, str]]:
    """Run every check on every route; give the message of each that fails, and the reason of each that is skipped."""

    def run(app: Flask, *, runs_views: bool = False) -> dict[str, str]:
        subject = Subject(app, app.extensions["hardened"], host="localhost", runs_views=runs_views)
        found: dict[str, str] = {}
        for route in routes_of(subject, lambda endpoint: None):
            for check in CHECKS:
                title = check.title_of(route)
                if title is None:
                    continue
                skipped = check.skipped(route)
                if skipped is not None:
                    found[title] = f"skipped: {skipped}"
                    continue
                try:
                    check.run(subject, route)
                except CheckFailed as failure:
                    found[title] = str(failure)
        return found

    return run
