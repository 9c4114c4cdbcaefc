"""The lock: what guarded each route when somebody last looked. It holds no line numbers, and one fact a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .access import PUBLIC
from .controls import GuardedRoute

FORMAT = 1
_LISTS = ("access", "controls", "grants")

Lock = dict[str, dict[str, list[str]]]
"""Method, rule and endpoint → what holds for them."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What became of the routes since the lock was written."""

    broken: tuple[str, ...]
    """Steps back, as sentences."""
    noted: tuple[str, ...]
    """What else has changed."""

    def lines(self) -> Iterator[str]:
        """Yield what is told, the steps back first."""
        yield from self.broken
        yield from self.noted
        if self.broken:
            yield "If all of this is meant, write the lock again with --lock."
        else:
            yield "Nothing that guarded a route is gone."


def write_lock(routes: Iterable[GuardedRoute]) -> str:
    """Return the lock as JSON that changes only where the app did."""
    return json.dumps({"format": FORMAT, "routes": _lock(routes)}, indent=2, sort_keys=True) + "\n"


def read_lock(text: str) -> Lock:
    """Read what :func:`write_lock` wrote.

    :raises ValueError: when it is something else.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"it is no lock of format {FORMAT}")
    routes = document.get("routes")
    if not isinstance(routes, dict) or not all(map(_is_entry, routes.values())):
        raise ValueError("its routes are not as they should be")
    return routes


def compare(lock: Lock, routes: Iterable[GuardedRoute]) -> Comparison:
    """Compare the routes with the lock."""
    routes = [*routes]
    now, decided = _lock(routes), {key for route in routes if route.decided for key in _keys(route)}
    broken: list[str] = []
    noted: list[str] = []
    for key, entry in now.items():
        before = lock.get(key)
        if before is None:
            who = ", ".join(entry["access"])
            if key in decided:
                noted.append(f"{key}: new, for {who}.")
            else:
                broken.append(f"{key}: new, and nobody said who may use it; now it is {who}.")
        else:
            broken += (f"{key}: {what}" for what in _steps_back(before, entry))
            noted += (f"{key}: {what}" for what in _steps_on(before, entry))
    noted += (f"{key}: gone." for key in sorted(lock) if key not in now)
    return Comparison(broken=tuple(broken), noted=tuple(noted))


def _steps_back(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Iterator[str]:
    if PUBLIC in now["access"] and PUBLIC not in before["access"]:
        yield f"became public; it was for {', '.join(before['access'])}."
    elif PUBLIC not in before["access"]:
        yield from (f"no longer demands: {each}." for each in before["access"] if each not in now["access"])
    yield from (f"lost: {each}." for each in before["controls"] if each not in now["controls"])
    yield from (f"was granted: {each}." for each in now["grants"] if each not in before["grants"])


def _steps_on(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Iterator[str]:
    if PUBLIC not in now["access"]:
        yield from (f"demands: {each}." for each in now["access"] if each not in before["access"])
    yield from (f"gained: {each}." for each in now["controls"] if each not in before["controls"])
    yield from (f"is no longer granted: {each}." for each in before["grants"] if each not in now["grants"])


def _lock(routes: Iterable[GuardedRoute]) -> Lock:
    return {
        key: {"access": [*route.access], "controls": [*route.controls], "grants": [*route.grants]}
        for route in routes
        for key in _keys(route)
    }


def _keys(route: GuardedRoute) -> list[str]:
    return [f"{method} {route.rule} {route.endpoint}" for method in route.methods]


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(entry.get(name), list) and all(isinstance(each, str) for each in entry[name]) for name in _LISTS
    )
