"""What decorators declare about cookies, as the rules of this room read it."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.snapshot import Route, Snapshot
from ..decorators import CookieMark


def declared(snapshot: Snapshot) -> Iterator[tuple[Route, CookieMark]]:
    """Yield each route and what holds there for each cookie it declares: the nearest declaration wins."""
    for route in snapshot.routes:
        by_name: dict[str, CookieMark] = {}
        for mark in route.marks.get("cookies", ()):
            by_name[mark.name] = _laid_over(by_name.get(mark.name), mark)
        for cookie in by_name.values():
            yield route, cookie


def _laid_over(outer: CookieMark | None, inner: CookieMark) -> CookieMark:
    if outer is None:
        return inner
    return CookieMark(
        name=inner.name,
        httponly=outer.httponly if inner.httponly is None else inner.httponly,
        samesite=outer.samesite if inner.samesite is None else inner.samesite,
        secure=outer.secure if inner.secure is None else inner.secure,
    )
