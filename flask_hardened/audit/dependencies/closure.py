"""Which of the installed packages a set of packages needs."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from functools import lru_cache

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .facts import Distribution

_FOR_EXTRA = re.compile(r"\bextra\s*[=!]=")


def needed(roots: Mapping[str, frozenset[str]], distributions: Iterable[Distribution]) -> frozenset[str]:
    """Return the names of the installed packages that `roots` stand for, and of those that they need.

    :param roots: name → the extras that are wanted of it.
    """
    installed = {each.name: each for each in distributions}
    seen: dict[str, frozenset[str]] = {}
    waiting = deque(roots.items())
    while waiting:
        name, extras = waiting.popleft()
        if name not in installed or (name in seen and extras <= seen[name]):
            continue
        seen[name] = extras | seen.get(name, frozenset())
        waiting.extend(_required(installed[name].requires, seen[name]))
    return frozenset(seen)


def direct(distribution: Distribution, extras: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the names of the packages that one package asks for itself."""
    return frozenset(name for name, _ in _required(distribution.requires, extras))


@lru_cache(maxsize=4096)
def _required(requires: tuple[str, ...], extras: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    found: list[tuple[str, frozenset[str]]] = []
    for text in requires:
        if not extras and _FOR_EXTRA.search(text):
            continue
        try:
            requirement = Requirement(text)
            wanted = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in extras or ("",)
            )
        except (ValueError, KeyError, TypeError):  # metadata of other times holds what is no requirement today
            continue
        if wanted:
            found.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return tuple(found)
