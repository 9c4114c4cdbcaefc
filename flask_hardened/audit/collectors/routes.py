"""Collects the URL map: each route, where its view is written, its marks, and the plan that they come to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask
from werkzeug.routing import Rule as UrlRule

from ...hardening import Hardening
from ...marks import has_method_marks, marks_of
from ...plan import RoutePlan, RoutePlans
from ..finding import Location
from ..snapshot import PlanFacts, Route, RouteFacts, Unchecked
from ..view_facts import ViewBody
from .askers import askers, unapplied
from .hardening import hardening_in
from .view_body import look_at
from .view_callees import a_decorator_takes, knows_whose, unused
from .view_source import handler, is_installed, source_place, view_package, wrapping_packages

Note = Callable[[Unchecked], None]


def collect_routes(app: Flask, root: Path, note: Note, hardening: Hardening | None = None) -> RouteFacts:
    """Read the URL map of `app`.

    The plans are compiled here once more, so that those the app will use are not touched.

    :param note: takes what could not be read.
    :param hardening: the policy to compile plans with; default the app's own.
    """
    hardening = hardening or hardening_in(app)
    plans = None if hardening is None else RoutePlans(app, hardening.protections)
    routes: list[Route] = []
    for url_rule in app.url_map.iter_rules():
        try:
            routes.extend(_routes(app, url_rule, plans, root))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one route that cannot be read must not hide the others
            note(Unchecked(what=f"the route {url_rule.endpoint}", reason=type(error).__name__))
    return RouteFacts(routes=tuple(routes), default=None if plans is None else _facts(plans.default))


def _routes(app: Flask, url_rule: UrlRule, plans: RoutePlans | None, root: Path) -> Iterator[Route]:
    endpoint = url_rule.endpoint
    methods = tuple(sorted(url_rule.methods or ()))
    file, line = source_place(app.view_functions.get(endpoint), root)
    location = Location(endpoint=endpoint, file=file, line=line)
    view, blueprints = app.view_functions.get(endpoint), _blueprints(app, endpoint)
    wrappers = frozenset(wrapping_packages(view))
    asked_by, package = tuple(askers(app, view, blueprints)), view_package(view)
    foreign = is_installed(view) and package != app.import_name.partition(".")[0]
    bodies = _bodies(view, methods, url_rule.arguments)
    groups = [(method,) for method in methods] if has_method_marks(app, endpoint) else [methods]
    for group in groups:
        first = group[0] if group else "GET"
        yield Route(
            rule=url_rule.rule,
            endpoint=endpoint,
            methods=group,
            blueprints=blueprints,
            location=location,
            marks=_marks(app, endpoint, first if len(groups) > 1 else None),
            plan=None if plans is None else _facts(plans.of(endpoint, first)),
            wrappers=wrappers,
            asked_by=asked_by,
            bodies=MappingProxyType({method: bodies[method] for method in group if method in bodies}),
            foreign=foreign,
            package=package,
            unapplied=unapplied(view),
        )


def _bodies(view: object, methods: tuple[str, ...], parameters: Collection[str]) -> dict[str, ViewBody]:
    """Look at the view once, or at each of a class's methods."""
    taken = a_decorator_takes(view, parameters)
    seen: dict[object, ViewBody | None] = {}
    found: dict[str, ViewBody] = {}
    for method in methods:
        function = handler(view, method)
        key = id(function)
        body = seen[key] = seen[key] if key in seen else look_at(function)
        if body is not None:
            found[method] = replace(
                body, knows_whose=taken or knows_whose(function), unused=unused(function, parameters)
            )
    return found


def _blueprints(app: Flask, endpoint: str) -> tuple[str, ...]:
    parts = endpoint.split(".")[:-1]
    names = (".".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return tuple(name for name in names if name in app.blueprints)


def _marks(app: Flask, endpoint: str, method: str | None) -> MappingProxyType[str, tuple[Any, ...]]:
    found = marks_of(app, endpoint, method)
    features = dict.fromkeys(mark.feature for mark in found.chain)
    return MappingProxyType({feature: tuple(found.of(feature)) for feature in features})


def _facts(plan: RoutePlan) -> PlanFacts:
    return PlanFacts(headers=MappingProxyType(dict(plan.https_headers)), room=plan.room)
