"""Decorators that say who may use a route, in an app that does not enforce them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from .errors import Problem
from .marks import has_method_marks, marks_of, methods_of

if TYPE_CHECKING:
    from .policy import Policy

FEATURE = "auth"
_SHOWN = 5


def unenforced(app: Flask, policy: Policy) -> Iterator[Problem]:
    """Yield a problem when routes say who may use them while the feature ``auth`` is off: they would be open."""
    if policy.auth is not None:
        return
    found = [endpoint for endpoint in sorted(app.view_functions) if _is_marked(app, endpoint)]
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        yield Problem(
            "HARDENED_AUTH",
            f"it is off, but decorators say who may use {', '.join(found[:_SHOWN])}{more}.",
            "Turn it on, or remove the decorators.",
        )


def _is_marked(app: Flask, endpoint: str) -> bool:
    methods = methods_of(app, endpoint) if has_method_marks(app, endpoint) else ()
    return any(any(marks_of(app, endpoint, method).of(FEATURE)) for method in (None, *methods))
