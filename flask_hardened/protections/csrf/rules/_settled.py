"""What the decorators of this room come to for each route, as its rules read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ....audit.snapshot import Route, Snapshot
from ..decorators import CsrfMark
from ..options import CsrfOptions, Mode

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What decorators say of one route. None and empty: nothing, so what the app says holds."""

    route: Route
    exempt: bool
    reason: str
    mode: Mode | None
    enforce: bool | None
    trusted_origins: tuple[str, ...]


def settled(snapshot: Snapshot) -> Iterator[Settled]:
    """Yield each route with marks of this room and a method that is checked; nothing when the feature is off."""
    if snapshot.options(CsrfOptions) is None:
        return
    for route in snapshot.routes:
        marks: tuple[CsrfMark, ...] = route.marks.get("csrf", ())
        if marks and not _SAFE.issuperset(route.methods):
            yield Settled(
                route=route,
                exempt=marks[-1].exempt,
                reason=marks[-1].reason.strip(),
                mode=next((mark.mode for mark in reversed(marks) if mark.mode is not None), None),
                enforce=next((mark.enforce for mark in reversed(marks) if mark.enforce is not None), None),
                trusted_origins=tuple(origin for mark in marks for origin in mark.trusted_origins),
            )
