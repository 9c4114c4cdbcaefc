"""The functions that Flask calls for an endpoint, and the keyword arguments they take."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.views import MethodView


def function_of(app: Flask, endpoint: str, method: str) -> Callable[..., Any] | None:
    """Return what runs for a request method: a view function, or a method of a view class."""
    view = app.view_functions.get(endpoint)
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return view
    if not issubclass(view_class, MethodView):
        return getattr(view_class, "dispatch_request", None)
    found = getattr(view_class, method.lower(), None)
    return getattr(view_class, "get", None) if found is None and method == "HEAD" else found


def names_in(function: Callable[..., Any] | None) -> frozenset[str]:
    """Return the names of the arguments that a function names."""
    try:
        parameters = inspect.signature(function).parameters.values() if function is not None else ()
    except (ValueError, TypeError):
        return frozenset()
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return frozenset(parameter.name for parameter in parameters if parameter.kind in kinds)


def takes(function: Callable[..., Any] | None, name: str) -> bool:
    """Tell whether a function can be called with the keyword argument `name`; what cannot be told is taken as yes."""
    if function is None:
        return False
    try:
        parameters = inspect.signature(function).parameters
    except (ValueError, TypeError):
        return True
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values()):
        return True
    return name in names_in(function)


def name_of(function: Callable[..., Any] | None, endpoint: str) -> str:
    """Return how an error names a view."""
    return f"view {endpoint} ({getattr(function, '__qualname__', type(function).__name__)})"
