"""From the app's options, its marks and flask-cors' decorators to the policy of each endpoint."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from flask import Flask

from ...errors import ConfigurationError, Problem
from ...marks import Marks, has_method_marks, marks_of, rule_methods
from .compiled import CompiledCors
from .decorators import LeftAlone
from .flask_cors_settings import cross_origin_of, from_flask_cors, settings_of
from .options import CorsOptions


def laid_over(outer: CorsOptions, inner: CorsOptions) -> CorsOptions:
    """Return `outer` with what `inner` names.

    :raises ConfigurationError: when the two together say what must not be said, such as ``*`` with credentials.
    """
    return dataclasses.replace(outer, **{name: getattr(inner, name) for name in inner.given})


def resolve(app: Flask, endpoint: str | None, marks: Marks, options: CorsOptions) -> CompiledCors | None:
    """Return the policy of an endpoint, or None when its view does CORS itself.

    :raises ConfigurationError: when marks and options contradict each other, or flask-cors' settings are not safe.
    """
    chosen = options
    left_alone = carried = False
    view = None if endpoint is None else app.view_functions.get(endpoint)
    settings = cross_origin_of(view)
    try:
        if settings is not None:
            chosen, carried = from_flask_cors(**{**settings_of(app.config), **settings}), True
        for mark in marks.of("cors"):
            left_alone = isinstance(mark, LeftAlone)
            if isinstance(mark, CorsOptions):
                chosen = laid_over(chosen, mark)
    except ConfigurationError as error:
        place = f"CORS of the endpoint {endpoint!r}" + (", @cross_origin" if settings is not None else "")
        raise ConfigurationError(
            Problem(f"{place}, {problem.setting}", problem.fault, problem.fix) for problem in error.problems
        ) from None
    return None if left_alone else CompiledCors(chosen, methods_of(app, endpoint), carried=carried)


def all_marks_of(app: Flask, endpoint: str) -> Iterator[Marks]:
    """Yield the marks of an endpoint, and those of each method that has its own."""
    yield marks_of(app, endpoint)
    if has_method_marks(app, endpoint):
        for method in sorted(methods_of(app, endpoint)):
            yield marks_of(app, endpoint, method)


def methods_of(app: Flask, endpoint: str | None) -> frozenset[str]:
    """Return the methods of an endpoint's rules; OPTIONS is what preflights use, not what they ask for."""
    if endpoint is None or endpoint not in app.view_functions:
        return frozenset()
    return rule_methods(app, endpoint) - {"OPTIONS"}


def hides_cross_origin(app: Flask, endpoint: str) -> bool:
    """Tell whether a method of a view class, and not the view, carries flask-cors' decorator."""
    view_class = getattr(app.view_functions[endpoint], "view_class", None)
    methods = getattr(view_class, "methods", None) or ()
    return any(cross_origin_of(getattr(view_class, method.lower(), None)) is not None for method in methods)
