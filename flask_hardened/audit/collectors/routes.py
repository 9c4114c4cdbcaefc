"""Collects the URL map: each route, where its view is written, its marks, and the plan that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask
from werkzeug.routing import Rule as UrlRule

from ...marks import has_method_marks, marks_of
from ...plan import RoutePlan, RoutePlans
from ..finding import Location
from ..snapshot import PlanFacts, Route, RouteFacts, Unchecked
from .hardening import hardening_in
from .view_source import source_place, wrapping_packages

Note = Callable[[Unchecked], None]


def collect_routes(app: Flask, root: Path, note: Note) -> RouteFacts:
    """Read the URL map of `app`.

    The plans are compiled here once more, so that those the app will use are not touched.

    :param note: takes what could not be read.
    """
    hardening = hardening_in(app)
    plans = None if hardening is None else RoutePlans(app, hardening.protections)
    routes: list[Route] = []
    for url_rule in app.url_map.iter_rules():
        try:
            routes.extend(_routes(app, url_rule, plans, root))
        except Exception as error:  # noqa: BLE001 - one route that cannot be read must not hide the others
            note(Unchecked(what=f"the route {url_rule.endpoint}", reason=type(error).__name__))
    return RouteFacts(routes=tuple(routes), default=None if plans is None else _facts(plans.default))


def _routes(app: Flask, url_rule: UrlRule, plans: RoutePlans | None, root: Path) -> Iterator[Route]:
    endpoint = url_rule.endpoint
    methods = tuple(sorted(url_rule.methods or ()))
    file, line = source_place(app.view_functions.get(endpoint), root)
    location = Location(endpoint=endpoint, file=file, line=line)
    wrappers = frozenset(wrapping_packages(app.view_functions.get(endpoint)))
    groups = [(method,) for method in methods] if has_method_marks(app, endpoint) else [methods]
    for group in groups:
        first = group[0] if group else "GET"
        yield Route(
            rule=url_rule.rule,
            endpoint=endpoint,
            methods=group,
            blueprints=_blueprints(app, endpoint),
            location=location,
            marks=_marks(app, endpoint, first if len(groups) > 1 else None),
            plan=None if plans is None else _facts(plans.of(endpoint, first)),
            wrappers=wrappers,
        )


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
