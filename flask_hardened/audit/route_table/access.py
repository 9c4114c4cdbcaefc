"""Who may use a route, in words: what the auth room's plan demands, the decorators of other extensions, and hooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..snapshot import Route

PUBLIC = "public"
NOBODY = "nobody"
AUTH_PACKAGES = frozenset(
    {
        "flask_appbuilder", "flask_authlib_client", "flask_httpauth", "flask_jwt_extended", "flask_login",
        "flask_praetorian", "flask_principal", "flask_security", "flask_simplelogin", "flask_user",
    }
)  # fmt: skip
"""Packages whose decorators ask who somebody is."""


class Access(NamedTuple):
    """Who may use a route."""

    demands: tuple[str, ...]
    """Of whoever uses it; all of them hold. Only :data:`PUBLIC`: anybody may."""
    decided: bool
    """Whether the authors said so, and did not only say nothing."""


def access_of(route: Route) -> Access:
    """Read the access of a route. What the auth room compiled is read by its attributes: the audit knows no room."""
    plan = None if route.plan is None else route.plan.room.get("auth")
    demands = [*_demands(plan)] if plan is not None else []
    packages = {*route.asked_by} & AUTH_PACKAGES | route.wrappers & AUTH_PACKAGES
    demands += [f"signed in by {package}" for package in sorted(packages)]
    demands += [f"asked by {asker}" for asker in sorted({*route.asked_by} - packages)]
    decided = bool(getattr(plan, "declared", False)) or bool(demands) or is_static(route)
    return Access(tuple(demands) or (PUBLIC,), decided)


def is_static(route: Route) -> bool:
    """Tell whether the route serves the files of a static folder."""
    return route.endpoint.rpartition(".")[2] == "static" and route.rule.endswith("/<path:filename>")


def _demands(plan: Any) -> Iterator[str]:
    if getattr(plan, "denied", False):
        yield NOBODY
        return
    if not getattr(plan, "authenticated", False):
        return
    yield "signed in"
    methods = getattr(plan, "methods", None)
    if methods is not None:
        yield f"by {' or '.join(sorted(methods)) or 'no method'}"
    for kind in ("role", "permission"):
        yield from (f"{kind} {name}" for name in sorted(getattr(plan, f"{kind}s_all", ())))
        for names in getattr(plan, f"{kind}s_any", ()):
            yield f"{kind} {' or '.join(sorted(names))}"
    for owner in getattr(plan, "owners", ()):
        yield f"owner of {owner.param}"
    age = getattr(plan, "max_age", None)
    if age is not None:
        yield f"signed in {age:g} s ago at most"
