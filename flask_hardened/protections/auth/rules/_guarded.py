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

LOGINS = frozenset({"flask_login", "flask_httpauth", "flask_jwt_extended"})
"""Those of them that ask for a login, and seldom for more."""


def guarded(snapshot: Snapshot) -> Iterator[tuple[Route, Access]]:
    """Yield each route with its access, but those of Flask's static folders; nothing when the feature is off.

    Of an app that is not hardened our decorators guard nothing, and ``unchecked-access`` says so; these are left out.
    """
    options = snapshot.options(AuthOptions)
    if options is None and snapshot.hardening.hardened:
        return
    for route in snapshot.routes:
        marks = route.marks.get("auth", ())
        if not is_static(route) and not (marks and options is None):
            yield route, resolve(marks, "allow" if options is None else options.default)


def is_static(route: Route) -> bool:
    """Tell whether a route serves files of a static folder."""
    flasks_own = (route.location.file or "").startswith("flask/")
    return flasks_own and route.endpoint.rpartition(".")[2] == "static"


def is_asked(route: Route) -> bool:
    """Tell whether a decorator of another kind, a hook, or the view itself asks who somebody is."""
    theirs = bool(route.asked_by) or not FOREIGN.isdisjoint(route.wrappers)
    return theirs or any(body.asks_who for body in route.bodies.values())


def is_decided(route: Route, access: Access) -> bool:
    """Tell whether somebody has said who may use a route: with a decorator of ours, or in another way."""
    return access.declared or is_asked(route)


def is_used(snapshot: Snapshot) -> bool:
    """Tell whether the app says of any route who may use it."""
    return any(is_decided(route, access) for route, access in guarded(snapshot))


def is_admin(route: Route) -> bool:
    """Tell whether it is a page of Flask-Admin, of which ``open-admin-views`` speaks."""
    return "flask_admin" in {route.package, *route.wrappers}


def changes(route: Route) -> bool:
    """Tell whether a route takes a method that changes something."""
    return not SAFE.issuperset(route.methods)


def named(route: Route) -> str:
    """Return the methods and the URL rule, for messages."""
    methods = [method for method in route.methods if method not in ("HEAD", "OPTIONS")] or ["OPTIONS"]
    return f"{'/'.join(methods)} {route.rule}"
