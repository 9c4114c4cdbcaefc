"""Which functions are views, and under which URL rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from .bindings import Scope, Site
from .facts import MISSING
from .folding import fold
from .origins import ancestry, function_of, origin_of
from .project import Project

_ROUTING: Final = frozenset({"route", "get", "post", "put", "delete", "patch"})
_OWNERS: Final = frozenset(
    f"{name}()"
    for name in (
        "flask.Flask", "flask.Blueprint", "flask_restx.Namespace", "flask_restx.Api", "flask_restful.Api",
        "flask_smorest.Blueprint", "flask_openapi3.APIBlueprint", "apiflask.APIBlueprint", "quart.Quart",
        "quart.Blueprint",
    )
)  # fmt: skip
_METHODS: Final = frozenset({"get", "post", "put", "delete", "patch", "head", "options", "dispatch_request"})
_EXPOSING: Final = frozenset(
    {"flask_appbuilder.expose", "flask_appbuilder.baseviews.expose", "flask_admin.expose", "flask_admin.base.expose",
     "flask_classful.route"}
)  # fmt: skip
Registration = tuple[ast.Call, Site]


def is_routing(project: Project, node: ast.expr, site: Site) -> bool:
    """Whether a decorator registers a view: ``@app.route("/")``, ``@blueprint.get("/")``."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Name):
        return origin_of(project, function, site) in _EXPOSING
    if not isinstance(function, ast.Attribute) or function.attr not in _ROUTING:
        return origin_of(project, function, site) in _EXPOSING
    owner = origin_of(project, function.value, site)
    if owner.endswith("()") and any(f"{base}()" in _OWNERS for base in ancestry(project, owner.removesuffix("()"))):
        return True
    # `get` of a known object that is no app may belong to a cache or a client; `route` is hardly called otherwise.
    return (function.attr == "route" or not owner.endswith("()")) and _names_a_path(project, node, site)


def _names_a_path(project: Project, node: ast.Call, site: Site) -> bool:
    rule = rule_of(project, node, site, 0)
    return rule is not None and rule.startswith("/")


def rule_of(project: Project, node: ast.Call, site: Site, position: int) -> str | None:
    """Return the URL rule that a call registers; None if it is not known."""
    given = next((each.value for each in node.keywords if each.arg == "rule"), None)
    if given is None and len(node.args) > position:
        given = node.args[position]
    value = MISSING if given is None else fold(project, given, site)
    return value if isinstance(value, str) else None


def registrations(project: Project, calls: list[Registration]) -> Iterator[tuple[str, Registration, list[str | None]]]:
    """Yield what calls register: the dotted name of the function, the call, and its URL rules.

    ``app.add_url_rule("/", view_func=index)``, ``view_func=Item.as_view("item")``, ``api.add_resource(Item, "/item")``.
    """
    for node, site in calls:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name == "add_url_rule":
            given = next((each.value for each in node.keywords if each.arg == "view_func"), None)
            given = node.args[2] if given is None and len(node.args) > 2 else given
            if given is not None:
                rules = [rule_of(project, node, site, 0)]
                for dotted in _views(project, given, site):
                    yield dotted, (node, site), rules
        elif name == "add_resource" and node.args:
            rules = [fold(project, each, site) for each in node.args[1:]]
            known = [rule if isinstance(rule, str) else None for rule in rules]
            for dotted in _methods(project, origin_of(project, node.args[0], site)):
                yield dotted, (node, site), known


def decorated_classes(
    project: Project, classes: list[tuple[Scope, Site]]
) -> Iterator[tuple[str, Registration, list[str | None]]]:
    """Yield the same of classes that are registered by a decorator: ``@namespace.route("/") class Items(Resource)``."""
    for scope, site in classes:
        for node in getattr(scope.node, "decorator_list", ()):
            if is_routing(project, node, site):
                for dotted in _methods(project, scope.dotted):
                    yield dotted, (node, site), [rule_of(project, node, site, 0)]


def _views(project: Project, node: ast.expr, site: Site) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "as_view":
        yield from _methods(project, origin_of(project, node.func.value, site))
        return
    scope = function_of(project, origin_of(project, node, site))
    if scope is not None:
        yield scope.dotted


def _methods(project: Project, dotted: str) -> Iterator[str]:
    for base in ancestry(project, dotted):
        scope = project.classes.get(base)
        for name in sorted(_METHODS & set(scope.names)) if scope is not None else ():
            yield f"{base}.{name}"


def converters_of(rule: str | None) -> dict[str, str]:
    """Return the converter of each parameter of a URL rule: ``/<int:number>/<name>`` → number int, name default."""
    found: dict[str, str] = {}
    for piece in (rule or "").split("<")[1:]:
        inner = piece.partition(">")[0]
        before, colon, after = inner.rpartition(":")
        found[after.strip()] = before.partition("(")[0].strip() if colon else "default"
    return found
