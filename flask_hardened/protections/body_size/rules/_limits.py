"""The limits that the routes come to, as the rules of this room read them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Location
from ....audit.snapshot import PlanFacts, Route, Snapshot
from ..protection import Limits

APP = "MAX_CONTENT_LENGTH"


def limits_of(plan: PlanFacts | None) -> Iterator[tuple[str, int | None]]:
    """Yield each option of this room and its limit in bytes on a route."""
    found = None if plan is None else plan.room.get("body_size")
    if isinstance(found, Limits):
        yield "max_body", found.body
        yield "max_multipart", found.multipart


def limited_routes(snapshot: Snapshot) -> Iterator[Route]:
    """Yield the routes whose decorators say something about sizes."""
    return (route for route in snapshot.routes if "body_size" in route.marks)


def option_place(snapshot: Snapshot, option: str) -> Location:
    """Return the setting that decides app-wide: the app's own wins over ours."""
    own = snapshot.config.values.get(APP) is not None
    return Location(setting=APP) if own else setting_of("body_size", option)
