"""The limits that decorators give a route, as the rules of this room read them."""

from __future__ import annotations

from ....audit.snapshot import Route
from ..limit import Exempt, Limit


def own_limits(route: Route) -> tuple[Limit, ...]:
    """Return the limits of a route: those said further in than the last exemption."""
    limits: tuple[Limit, ...] = ()
    for mark in route.marks.get("rate_limit", ()):
        if isinstance(mark, Limit):
            limits = (*limits, mark)
        elif mark.inherited:
            limits = ()
    return limits


def exemption(route: Route) -> Exempt | None:
    """Return what frees a route from every limit; None where one is left."""
    marks = route.marks.get("rate_limit", ())
    exempt = next((mark for mark in reversed(marks) if isinstance(mark, Exempt) and mark.default), None)
    return None if own_limits(route) else exempt
