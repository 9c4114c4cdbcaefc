"""Decorators that say what a route demands, in an app that does not enforce them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from .errors import Problem
from .marks import has_method_marks, marks_of, methods_of

if TYPE_CHECKING:
    from .policy import Policy

FEATURES = {
    "auth": "who may use",
    "validation": "what is sent to",
    "uploads": "which files are sent to",
}
"""Feature → what its decorators say."""
_SHOWN = 5


def unenforced(app: Flask, policy: Policy) -> Iterator[Problem]:
    """Yield a problem when routes make demands while the feature is off that enforces them: they would be open."""
    for feature, said in FEATURES.items():
        if getattr(policy, feature) is not None:
            continue
        found = [endpoint for endpoint in sorted(app.view_functions) if _is_marked(app, endpoint, feature)]
        if found:
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            yield Problem(
                f"HARDENED_{feature.upper()}",
                f"it is off, but decorators say {said} {', '.join(found[:_SHOWN])}{more}.",
                "Turn it on, or remove the decorators.",
            )


def _is_marked(app: Flask, endpoint: str, feature: str) -> bool:
    methods = methods_of(app, endpoint) if has_method_marks(app, endpoint) else ()
    return any(any(marks_of(app, endpoint, method).of(feature)) for method in (None, *methods))
