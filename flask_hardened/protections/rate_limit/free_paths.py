"""Paths that the default limit lets through uncounted: static files, health checks, exempt routes and paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask
from werkzeug.routing import Rule

STATIC_METHODS = frozenset({"GET", "HEAD"})


class FreePaths:
    """Decided once, from the rules of the complete app.

    :param exact: whole paths.
    :param below: prefixes that end with a slash.
    """

    __slots__ = ("below", "exact")

    def __init__(self, exact: Iterable[str], below: Iterable[str]) -> None:
        self.exact = frozenset(exact)
        self.below = tuple(sorted(set(below)))

    def has(self, path: str, method: str) -> bool:
        """Tell whether a request is free; its method must be GET or HEAD below a prefix."""
        return path in self.exact or (path.startswith(self.below) and method in STATIC_METHODS)


def static_prefixes(app: Flask) -> list[str]:
    """Return what the paths of static files begin with, where nothing but static files can be found below it."""
    rules = list(app.url_map.iter_rules())
    found = []
    for rule in rules:
        prefix = rule.rule.partition("<")[0]
        if is_static(app, rule.endpoint) and prefix.strip("/") and prefix.endswith("/"):
            others = (other for other in rules if other.rule.startswith(prefix))
            if all(is_static(app, other.endpoint) for other in others):
                found.append(prefix)
    return found


def is_static(app: Flask, endpoint: str) -> bool:
    """Tell whether an endpoint is Flask's own view of a static folder, not a view that is only called so."""
    if endpoint != "static" and not endpoint.endswith(".static"):
        return False
    view = app.view_functions.get(endpoint)
    return str(getattr(view, "__module__", "")).startswith("flask.")


def plain_paths(app: Flask, is_exempt: Callable[[str], bool]) -> list[str]:
    """Return the paths without variables that belong to exempt endpoints only."""
    by_path: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        if "<" not in rule.rule:
            by_path.setdefault(rule.rule, []).append(rule)
    return [path for path, rules in by_path.items() if all(is_exempt(rule.endpoint) for rule in rules)]
