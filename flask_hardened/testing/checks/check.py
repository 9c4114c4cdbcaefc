"""Check: what is asked of a route."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..routes import TestedRoute
from ..subject import Subject


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check. It raises :class:`~..failure.CheckFailed` where a route fails it."""

    name: str
    """As it is named to leave it out."""
    title: str
    """What is expected, as the end of the test's name."""
    applies: Callable[[TestedRoute], bool]
    run: Callable[[Subject, TestedRoute], None]
    skipped: Callable[[TestedRoute], str | None] = lambda route: None
    """Return why a route's own decorators leave the check out; None when it is made."""
    each_method: bool = True
    """False: one test for all methods of a URL."""

    def title_of(self, route: TestedRoute) -> str | None:
        """Return the name of the test for a route; None where there is nothing to test."""
        if not self.applies(route):
            return None
        return f"{route.method} {route.rule}: {self.title}" if self.each_method else f"{route.rule}: {self.title}"


def addressed(route: TestedRoute) -> bool:
    """Tell whether the route can be asked at all; :mod:`.addressed` reports those that cannot."""
    return route.path is not None


def path_of(route: TestedRoute) -> str:
    """Return the path of a route that can be asked."""
    assert route.path is not None
    return route.path
