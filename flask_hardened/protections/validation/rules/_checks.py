"""The checks of the routes, as the rules of this room read them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.snapshot import Route, Snapshot
from ..checks import FEATURE, Check
from ..door import Door


def checked(route: Route) -> Iterator[Check]:
    """Yield the checks of a route, each once."""
    door = None if route.plan is None else route.plan.room.get(FEATURE)
    if not isinstance(door, Door):
        return
    seen: set[tuple[int, str]] = set()
    for method in route.methods:
        checks = door.table.get(method)
        for check in checks.required if checks is not None else ():
            key = (id(check.expectation), check.source)
            if key not in seen:
                seen.add(key)
                yield check


def all_checks(snapshot: Snapshot) -> Iterator[tuple[Route, Check]]:
    """Yield every route with each of its checks."""
    for route in snapshot.routes:
        for check in checked(route):
            yield route, check
