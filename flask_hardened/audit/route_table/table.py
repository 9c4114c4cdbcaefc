"""The routes as a table for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..reporters.plain import plain
from .controls import GuardedRoute

_HEADINGS = ("METHODS", "RULE", "ENDPOINT", "WHO", "GUARDED BY", "WHERE")


def write_table(routes: Sequence[GuardedRoute]) -> str:
    """Return one line per route, and last lines with what all have in common and with counts.

    ``public?``: nobody said so. What a route was granted stands in parentheses.
    """
    shared = (
        frozenset(routes[0].controls).intersection(*(route.controls for route in routes)) if routes else frozenset()
    )
    shared = shared if len(routes) > 1 else frozenset()
    rows = [_HEADINGS, *(_row(route, shared) for route in routes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    public = sum(route.public for route in routes)
    undecided = sum(route.public and not route.decided for route in routes)
    said = f", of {undecided} of these nobody said so" if undecided else ""
    noun = "route" if len(routes) == 1 else "routes"
    everywhere = [f"Every route: {plain('; '.join(sorted(shared)))}."] if shared else []
    return "\n".join([*lines, "", *everywhere, f"{len(routes)} {noun}, {public} public{said}."]) + "\n"


def write_json(routes: Sequence[GuardedRoute]) -> str:
    """Return the routes as a JSON array, in ASCII."""
    return json.dumps([_members(route) for route in routes], indent=2) + "\n"


def _row(route: GuardedRoute, shared: frozenset[str]) -> tuple[str, ...]:
    who = ", ".join(route.access) + ("?" if route.public and not route.decided else "")
    guards = "; ".join(
        (*(each for each in route.controls if each not in shared), *(f"({grant})" for grant in route.grants))
    )
    place = route.location
    where = "" if place.file is None else f"{place.file}:{place.line}"
    cells = (",".join(route.methods), route.rule, route.endpoint, who, guards or "-", where or "-")
    return tuple(map(plain, cells))


def _members(route: GuardedRoute) -> dict[str, object]:
    return {
        "rule": route.rule,
        "methods": list(route.methods),
        "endpoint": route.endpoint,
        "access": list(route.access),
        "public": route.public,
        "decided": route.decided,
        "controls": list(route.controls),
        "grants": list(route.grants),
        "file": route.location.file,
        "line": route.location.line,
    }
