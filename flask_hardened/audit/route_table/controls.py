"""What guards each route, and what it was granted, from its marks and its plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..finding import Location
from ..snapshot import Route, Snapshot
from .access import AUTH_PACKAGES, PUBLIC, access_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_TOLD = frozenset({"auth", "csrf", "cors", "rate_limit", "body_size", "csp", "headers", "cookies"})
"""Features that are described below, or whose marks guard nothing; marks of any other are a control by themselves."""
_OURS = "flask_hardened"


@dataclass(frozen=True, kw_only=True)
class GuardedRoute:
    """One route, as the table and the lock show it."""

    rule: str
    endpoint: str
    methods: tuple[str, ...]
    """Without HEAD and OPTIONS where the route has others."""
    access: tuple[str, ...]
    """What is demanded of whoever uses it."""
    decided: bool
    """Whether the authors said who may use it."""
    controls: tuple[str, ...]
    """What guards it: to lose one is a step back."""
    grants: tuple[str, ...]
    """What it is spared, and who else may read it: to gain one is a step back."""
    location: Location

    @property
    def public(self) -> bool:
        """Whether anybody may use it."""
        return self.access == (PUBLIC,)


def guarded_routes(snapshot: Snapshot) -> tuple[GuardedRoute, ...]:
    """Return every route, by rule, methods and endpoint."""
    routes = [_guarded(route, methods, snapshot) for route, methods in _shown(snapshot)]
    return tuple(sorted(routes, key=lambda each: (each.rule, each.methods, each.endpoint)))


def _shown(snapshot: Snapshot) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """Yield the routes without what Flask adds: HEAD beside GET, and OPTIONS beside anything."""
    every: dict[tuple[str, str], set[str]] = {}
    for route in snapshot.routes:
        every.setdefault((route.rule, route.endpoint), set()).update(route.methods)
    for route in snapshot.routes:
        added = {"HEAD"} if "GET" in every[route.rule, route.endpoint] else set()
        added |= {"OPTIONS"} if every[route.rule, route.endpoint] - {"OPTIONS"} else set()
        methods = tuple(method for method in route.methods if method not in added)
        if methods:
            yield route, methods


def _guarded(route: Route, methods: tuple[str, ...], snapshot: Snapshot) -> GuardedRoute:
    access = access_of(route)
    options = snapshot.hardening.options if snapshot.hardening_facts is not None else {}
    room = {} if route.plan is None else route.plan.room
    controls, grants = [*_body(room.get("body_size"))], [*_cors(room.get("cors")), *_csp(room.get("csp"))]
    if not _SAFE.issuperset(methods):
        _sort(_csrf(options.get("csrf"), route.marks.get("csrf", ())), controls, grants)
    _sort(_limits(options.get("rate_limit"), route.marks.get("rate_limit", ())), controls, grants)
    controls += [f"{feature} marked" for feature in route.marks if feature not in _TOLD]
    if route.plan is not None and "no-store" in route.plan.headers.get("Cache-Control", ""):
        controls.append("never cached")
    controls += [f"wrapped by {package}" for package in route.wrappers - AUTH_PACKAGES - {_OURS, ""}]
    return GuardedRoute(
        rule=route.rule,
        endpoint=route.endpoint,
        methods=methods,
        access=access.demands,
        decided=access.decided,
        controls=tuple(sorted(set(controls))),
        grants=tuple(sorted(set(grants))),
        location=route.location,
    )


Told = Iterator[tuple[bool, str]]
"""Whether it is a control (or else a grant), and its words."""


def _sort(told: Told, controls: list[str], grants: list[str]) -> None:
    for guards, words in told:
        (controls if guards else grants).append(words)


def _csrf(options: Any, marks: tuple[Any, ...]) -> Told:
    if options is None:
        return
    if marks and marks[-1].exempt:
        yield False, "csrf exempt"
        return
    said = [mark.enforce for mark in marks if mark.enforce is not None]
    if not (said[-1] if said else options.enforce):
        yield False, "csrf only reported"
        return
    modes = [mark.mode for mark in marks if mark.mode is not None]
    yield True, f"csrf {modes[-1] if modes else options.mode}"
    for origin in (*options.trusted_origins, *(origin for mark in marks for origin in mark.trusted_origins)):
        yield False, f"csrf trusts {origin}"


def _limits(options: Any, marks: tuple[Any, ...]) -> Told:
    """Tell the limits that decorators set, and the app's default where none of them takes its place."""
    if options is None:
        return
    default: Any = options.default
    own: list[Any] = []
    for mark in marks:
        if not hasattr(mark, "limits"):
            own, default = [], None
            continue
        own.append(mark)
        default = None if mark.override_default and mark.methods is None else default
    for mark in own:
        words = "computed" if callable(mark.limits) else mark.limits
        methods = f" for {', '.join(sorted(mark.methods))}" if mark.methods else ""
        on = "" if mark.on is None else f" on {'a condition' if callable(mark.on) else mark.on}"
        yield True, f"limit {words}{on}{methods}"
    if default is not None:
        yield True, f"limit {default}"
    elif not own and options.default is not None:
        yield False, "no rate limit"


def _body(limits: Any) -> Iterator[str]:
    for kind, limit in (("body", getattr(limits, "body", None)), ("multipart", getattr(limits, "multipart", None))):
        if limit is not None:
            yield f"{kind} up to {limit} bytes"


def _cors(policy: Any) -> Iterator[str]:
    if getattr(policy, "on", False):
        credentials = " with credentials" if policy.options.credentials else ""
        yield from (f"readable by {origin}{credentials}" for origin in policy.options.origins)


def _csp(compiled: Any) -> Iterator[str]:
    policy = getattr(compiled, "policy", None)
    if policy is not None and policy.off:
        yield "no CSP"
    elif policy is not None and not policy.enforce:
        yield "CSP only reported"
