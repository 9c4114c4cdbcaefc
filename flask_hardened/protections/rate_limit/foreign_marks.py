"""What the decorators of a Flask-Limiter said about views and blueprints, read as marks of ours.

Flask-Limiter keeps it in tables of its ``Limiter``, by the qualified names of functions; a decorated function also
points to its ``Limiter``. Only these tables are read: the package itself is not needed.
"""

# ruff: noqa: SLF001 - Flask-Limiter has no public way to ask what was decorated

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask

from ...errors import Problem
from .limit import Exempt, Limit

_OWNER = "__wrapper-limiter-instance"
_APPLICATION, _META, _DEFAULT = 1, 2, 4
"""Flask-Limiter's ExemptionScope."""


class ForeignMarks:
    """The marks of each ``Limiter`` that was handed over, or that a view points to.

    :param limiter: what ``Hardened(app, limiter=...)`` was given.
    """

    def __init__(self, limiter: Any = None) -> None:
        self.handed_over = limiter is not None
        self._limiters: list[Any] = [] if limiter in (None, True) else [limiter]

    def find(self, app: Flask) -> None:
        """Find the limiters that views point to."""
        for endpoint in app.view_functions:
            for function in _functions(app, endpoint).values():
                owner = getattr(function, _OWNER, None)
                if owner is not None and _is_alive(owner) and not any(owner == known for known in self._limiters):
                    self._limiters.append(owner)

    @property
    def key(self) -> Callable[[], Any] | None:
        """The key function of the limiter that was handed over, unless it is the client's address."""
        return _own_key(self._limiters[0]._key_func) if self.handed_over and self._limiters else None

    def of(self, app: Flask, endpoint: str) -> list[Limit | Exempt]:
        """Return the marks of an endpoint, outermost first."""
        return [mark for limiter in self._limiters if limiter.enabled for mark in _marks(app, endpoint, limiter)]

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield what cannot be carried over; to be asked when all views are known."""
        named = {_name(function) for endpoint in app.view_functions for function in _functions(app, endpoint).values()}
        for endpoint in app.view_functions:
            for function in _functions(app, endpoint).values():
                owner = getattr(function, _OWNER, None)
                if owner is not None and not _is_alive(owner):
                    yield _problem(f"the view {endpoint}", "its Limiter is gone, and its limits with it.")
        for limiter in self._limiters:
            tables = limiter.limit_manager
            for name in sorted(set(tables._decorated_limits) - named):
                yield _problem(name, "it is no view, so its limits never hold.")
            for name, limits in (*tables._decorated_limits.items(), *tables._blueprint_limits.items()):
                for each in limits:
                    if each.on_breach is not None or getattr(each, "meta_limits", None):
                        yield _problem(name, "on_breach and meta_limits have no counterpart here.")


def _problem(where: str, fault: str) -> Problem:
    return Problem(f"@limiter.limit on {where}", fault, "Say it with @limit of flask_hardened.")


def _marks(app: Flask, endpoint: str, limiter: Any) -> Iterator[Limit | Exempt]:
    tables = limiter.limit_manager
    functions = _functions(app, endpoint)
    exemption = tables._route_exemptions.get(_name(functions[None]))
    own: list[Limit] = []
    if not exemption:
        for method, function in functions.items():
            for foreign in tables._decorated_limits.get(_name(function), ()):
                own.append(_limit(foreign, limiter, endpoint, method))
    blueprints = endpoint.split(".")[:-1]
    for depth in range(len(blueprints)):
        name = app.blueprints[".".join(blueprints[: depth + 1])].name
        flags = tables._blueprint_exemptions.get(name)
        if flags:
            yield _exempt(flags)
    if not any(each.replaces_per_route for each in own):
        yield from _blueprint_limits(app, blueprints, limiter, endpoint)
    if exemption:
        yield _exempt(exemption, inherited=False)
    yield from own


def _blueprint_limits(app: Flask, blueprints: list[str], limiter: Any, endpoint: str) -> Iterable[Limit]:
    tables = limiter.limit_manager
    found: list[Limit] = []
    for depth in range(len(blueprints)):
        name = app.blueprints[".".join(blueprints[: depth + 1])].name
        if tables._blueprint_exemptions.get(name):
            return []
        limits = [_limit(each, limiter, endpoint, None) for each in tables._blueprint_limits.get(name, ())]
        if limits and all(each.replaces_per_route for each in limits):
            found = []
        found += limits
    return found


def _limit(foreign: Any, limiter: Any, endpoint: str, method: str | None) -> Limit:
    scope = foreign.scope(endpoint) if callable(foreign.scope) else foreign.scope
    methods = {name.upper() for name in foreign.methods} if foreign.methods else None
    if method is not None:
        methods = {method} if methods is None else {method} & methods
    return Limit(
        limits=foreign.limit_provider,
        key=_own_key(foreign.key_function or limiter._key_func) or "client",
        cost=foreign.cost or 1,
        on=foreign.deduct_when,
        methods=None if methods is None else frozenset(methods),
        shared=scope if foreign.shared else None,
        error_message=foreign.error_message,
        strategy="fixed-window" if foreign.deduct_when else None,
        exempt_when=_exempt_when(foreign.exempt_when, limiter),
        replaces_per_route=bool(foreign.override_defaults),
        scope=None if foreign.shared else scope,
        per_method=foreign.per_method,
    )


def _exempt(flags: Any, *, inherited: bool = True) -> Exempt:
    bits = int(flags.value)
    return Exempt(
        "exempt by Flask-Limiter", bool(bits & _APPLICATION), bool(bits & _DEFAULT), inherited and bool(bits & _META)
    )


def _exempt_when(own: Callable[[], bool] | None, limiter: Any) -> Callable[[], bool] | None:
    filters = limiter._request_filters
    if own is None and not filters:
        return None
    return lambda: bool(own is not None and own()) or any(each() for each in filters)


def _own_key(function: Any) -> Callable[[], Any] | None:
    """Return a key function, None for Flask-Limiter's own, which takes each address of a /64 for another client."""
    if getattr(function, "__module__", "") == "flask_limiter.util":
        return None
    return function  # type: ignore[no-any-return]


def _functions(app: Flask, endpoint: str) -> dict[str | None, Any]:
    """Return the view of an endpoint under None, and the methods of its class under their names."""
    view: Any = app.view_functions.get(endpoint)
    view_class = getattr(view, "view_class", None)
    methods = getattr(view_class, "methods", None) or ()
    found = {name: getattr(view_class, name.lower(), None) for name in sorted(methods)}
    return {None: view, **{name: function for name, function in found.items() if function is not None}}


def _name(function: Any) -> str:
    return ".".join(str(getattr(function, name, "")) for name in ("__module__", "__name__", "__qualname__"))


def _is_alive(limiter: Any) -> bool:
    try:
        return limiter.limit_manager is not None
    except ReferenceError:  # a weak reference to what has been collected
        return False
