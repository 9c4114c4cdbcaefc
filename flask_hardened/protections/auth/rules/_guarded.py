"""What is demanded of whoever uses a route, as the rules of this room read it."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.snapshot import Route, Snapshot
from ..access import Access, resolve
from ..options import AuthOptions

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FOREIGN = frozenset(
    {"flask_login", "flask_security", "flask_httpauth", "flask_jwt_extended", "flask_principal", "authlib"}
)
"""Packages whose decorators say who may use a view."""


def guarded(snapshot: Snapshot) -> Iterator[tuple[Route, Access]]:
    """Yield each route with its access, but those of Flask's static folders; nothing when the feature is off."""
    options = snapshot.options(AuthOptions)
    if options is None:
        return
    for route in snapshot.routes:
        if not is_static(route):
            yield route, resolve(route.marks.get("auth", ()), options.default)


def is_static(route: Route) -> bool:
    """Tell whether a route serves files of a static folder."""
    flasks_own = (route.location.file or "").startswith("flask/")
    return flasks_own and route.endpoint.rpartition(".")[2] == "static"


def is_decided(route: Route, access: Access) -> bool:
    """Tell whether somebody has said who may use a route: with a decorator of ours, or of a package that is known."""
    return access.declared or not FOREIGN.isdisjoint(route.wrappers)


def is_used(snapshot: Snapshot) -> bool:
    """Tell whether the app says of any route who may use it."""
    return any(is_decided(route, access) for route, access in guarded(snapshot))


def changes(route: Route) -> bool:
    """Tell whether a route takes a method that changes something."""
    return not SAFE.issuperset(route.methods)


def named(route: Route) -> str:
    """Return the methods and the URL rule, for messages."""
    methods = [method for method in route.methods if method not in ("HEAD", "OPTIONS")] or ["OPTIONS"]
    return f"{'/'.join(methods)} {route.rule}"
