"""Where a value comes from: its dotted name as far as imports, bindings, classes and simple functions tell."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable
from typing import Final

from .bindings import Binding, Scope, Site
from .canonical import canonical
from .project import Project
from .reaching import MANY, lookup

DEEPEST: Final = 50
"""Steps from one name to the next before an origin counts as unknown."""
_LONGEST: Final = 300
_BUILTINS: Final = frozenset(dir(builtins))
_OPTIONAL: Final = frozenset({"typing.Optional", "typing.Annotated", "typing_extensions.Annotated", "typing.Final"})
_CONTEXT: Final = frozenset({"contextlib.contextmanager", "contextlib.asynccontextmanager"})
_PROPERTIES: Final = frozenset({"property", "functools.cached_property", "werkzeug.utils.cached_property"})
_STATIC: Final = frozenset({"staticmethod"})
_CLASS_METHOD: Final = frozenset({"classmethod"})


def origin_of(project: Project, node: ast.expr, site: Site, depth: int = 0) -> str:
    """Return the dotted name of what an expression gives; empty if it is unknown."""
    if depth > DEEPEST:
        return project.origins.give_up()
    if isinstance(node, (ast.Name, ast.Attribute, ast.Call)):
        return project.origins.answer(node, lambda: _short(_of_expression(project, node, site, depth)))
    return _of_expression(project, node, site, depth)


def _short(origin: str) -> str:
    return origin if len(origin) <= _LONGEST else ""


def _of_expression(project: Project, node: ast.expr, site: Site, depth: int) -> str:
    if isinstance(node, ast.Name):
        return of_name(project, node.id, site, depth)
    if isinstance(node, ast.Attribute):
        return member(project, origin_of(project, node.value, site, depth + 1), node.attr, depth)
    if isinstance(node, ast.Call):
        return returned(project, node, site, depth)
    if isinstance(node, ast.Subscript):
        return item(project, origin_of(project, node.value, site, depth + 1))
    if isinstance(node, (ast.Await, ast.NamedExpr)):
        return origin_of(project, node.value, site, depth + 1)
    if isinstance(node, ast.IfExp):
        return _agreed(
            origin_of(project, each, site, depth + 1) for each in (node.body, node.orelse) if not _none(each)
        )
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return _agreed(origin_of(project, each, site, depth + 1) for each in node.values if not _none(each))
    return ""


def _none(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _agreed(origins: Iterable[str]) -> str:
    found = set(origins)
    return found.pop() if len(found) == 1 else ""


def item(project: Project, container: str) -> str:
    """Return the origin of an item of a container: ``os.environ[]``."""
    foreign = container and not _is_own(project, container)
    return f"{container}[]" if foreign else ""


def _is_own(project: Project, origin: str) -> bool:
    name = origin.replace("()", "")
    return name in project.scans or name in project.classes or name in project.functions


def of_name(project: Project, name: str, site: Site, depth: int = 0) -> str:
    """Return the origin of a plain name."""
    found = lookup(name, site)
    if found is not None:
        return _of_bindings(project, found[0], depth)
    top = site.scope.module
    starred = _from_stars(project, top, name, depth)
    if starred is not None:
        return starred
    return name if name in _BUILTINS else ""


def _from_stars(project: Project, top: Scope, name: str, depth: int, seen: set[str] | None = None) -> str | None:
    """Return the origin of a name that ``from … import *`` may have brought; None if none did.

    :param seen: the modules that were looked at already; they may import each other in circles.
    """
    seen = set() if seen is None else seen
    seen.add(top.dotted)
    foreign = []
    for start in top.stars:
        split = project.of_import(start, top.dotted)
        if split is None:
            foreign.append(start)
        elif not split[1] and split[0] not in seen:
            found = _of_module(project, split[0], name, depth, seen)
            if found is not None:
                return found
    if name in _BUILTINS or name.startswith("_"):
        return None
    for start in foreign:
        if name in _exports(start):
            return canonical(f"{start}.{name}")
    unknown = [start for start in foreign if not _exports(start)]
    return canonical(f"{unknown[0]}.{name}") if len(unknown) == 1 else None


def _exports(module: str) -> frozenset[str]:
    """Return what a star import of a module brings, of those that are loaded with Flask anyway."""
    if module == "flask":
        import flask

        return frozenset({name for name in vars(flask) if not name.startswith("_")} | {"Markup", "escape"})
    return frozenset()


def _of_module(project: Project, key: str, name: str, depth: int, seen: set[str] | None = None) -> str | None:
    """Return the origin of a name of a project's module; None if it has no such name."""
    top = project.scans[key].top
    bindings = top.names.get(name)
    if bindings:
        return _of_bindings(project, bindings, depth)
    if f"{key}.{name}" in project.scans:
        return f"{key}.{name}"
    return _from_stars(project, top, name, depth + 1, seen) if depth < DEEPEST and top.stars else None


def _of_bindings(project: Project, bindings: list[Binding], depth: int) -> str:
    if len(bindings) > MANY:
        return ""
    telling = [each for each in bindings if not each.is_none]
    if len(telling) > 1:
        telling = [each for each in telling if not any(block.fallback for block in each.site.block.chain())] or telling
    return _agreed(of_binding(project, each, depth + 1) for each in telling)


def of_binding(project: Project, binding: Binding, depth: int = 0) -> str:
    """Return the origin of what one binding binds."""
    if depth > DEEPEST:
        return project.origins.give_up()
    return project.origins.answer(binding, lambda: _BY_KIND[binding.kind](project, binding, depth))


def _of_import(project: Project, binding: Binding, depth: int) -> str:
    dotted = binding.origin or ""
    split = project.of_import(dotted, binding.site.scope.module.dotted)
    if split is None:
        return canonical(dotted)
    origin, rest = split
    for part in rest:
        origin = member(project, origin, part, depth + 1)
    return origin


def _of_value(project: Project, binding: Binding, depth: int) -> str:
    assert isinstance(binding.node, ast.expr)
    return origin_of(project, binding.node, binding.site, depth + 1)


def _of_element(project: Project, binding: Binding, depth: int) -> str:
    return item(project, _of_value(project, binding, depth))


def _of_with(project: Project, binding: Binding, depth: int) -> str:
    found = _of_value(project, binding, depth)
    if found or not isinstance(binding.node, ast.Call):
        return found
    scope = function_of(project, origin_of(project, binding.node.func, binding.site, depth + 1))
    if scope is not None and decorated(project, scope, _CONTEXT, depth):
        return _agreed(origin_of(project, node, site, depth + 1) for node, site in scope.yields if not _none(node))
    return ""


def _of_scope(project: Project, binding: Binding, depth: int) -> str:
    return binding.scope.dotted if binding.scope is not None else ""


def _of_parameter(project: Project, binding: Binding, depth: int) -> str:
    scope, argument = binding.site.scope, binding.node
    around = scope.parent
    if binding.index == 0 and scope.kind == "function" and around is not None and around.kind == "class":
        if decorated(project, scope, _CLASS_METHOD, depth):
            return around.dotted
        if not decorated(project, scope, _STATIC, depth):
            return f"{around.dotted}()"
    annotation = getattr(argument, "annotation", None)
    return of_annotation(project, annotation, scope.place, depth + 1)


def _of_annotation(project: Project, binding: Binding, depth: int) -> str:
    return of_annotation(project, binding.node, binding.site, depth + 1)


def of_annotation(project: Project, node: ast.AST | None, site: Site, depth: int) -> str:
    """Return the origin of an object of the annotated type: ``sqlite3.Cursor()``; empty for built-in types."""
    if depth > DEEPEST:
        return ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _of_written(project, node.value, site, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        sides = [side for side in (node.left, node.right) if not _none(side)]
        return _agreed(of_annotation(project, side, site, depth + 1) for side in sides)
    if isinstance(node, ast.Subscript):
        if origin_of(project, node.value, site, depth + 1) not in _OPTIONAL:
            return ""
        inner = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
        return of_annotation(project, inner, site, depth + 1)
    if isinstance(node, (ast.Name, ast.Attribute)):
        found = origin_of(project, node, site, depth + 1)
        return f"{found}()" if found and found not in _BUILTINS and not found.startswith("typing.") else ""
    return ""


def _of_written(project: Project, text: str, site: Site, depth: int) -> str:
    """Return the origin of a type that is written as a string, plain names only."""
    sides = [side.strip() for side in text.split("|") if side.strip() != "None"]
    names = sides[0].split(".") if len(sides) == 1 else [""]
    if not all(name.isidentifier() for name in names):
        return ""
    found = of_name(project, names[0], site, depth + 1)
    for name in names[1:]:
        found = member(project, found, name, depth + 1)
    return f"{found}()" if found and found not in _BUILTINS else ""


def _unknown(project: Project, binding: Binding, depth: int) -> str:
    return ""


_BY_KIND: Final[dict[str, Callable[[Project, Binding, int], str]]] = {
    "import": _of_import,
    "value": _of_value,
    "element": _of_element,
    "with": _of_with,
    "function": _of_scope,
    "class": _of_scope,
    "parameter": _of_parameter,
    "annotation": _of_annotation,
    "augmented": _unknown,
    "opaque": _unknown,
}


def member(project: Project, origin: str, name: str, depth: int = 0) -> str:
    """Return the origin of an attribute of what has this origin."""
    if not origin or depth > DEEPEST:
        return ""
    if origin in project.scans:
        return _of_module(project, origin, name, depth) or ""
    if origin in project.functions:
        return ""
    of_class = origin.removesuffix("()")
    if of_class in project.classes:
        return _of_class(project, of_class, name, instance=of_class != origin, depth=depth)
    if origin == "flask.g" and name in project.on_g:
        return _of_bindings(project, project.on_g[name], depth)
    below = project.module_below(f"{origin}.{name}")
    if below is not None:
        return below
    return canonical(f"{origin}.{name}")


def _of_class(project: Project, dotted: str, name: str, *, instance: bool, depth: int) -> str:
    """Return the origin of an attribute of a class of the project, or of an object of it."""
    foreign = []
    for base in ancestry(project, dotted):
        scope = project.classes.get(base)
        if scope is None:
            foreign.append(base)
            continue
        bound = [*scope.names.get(name, ()), *(scope.attributes.get(name, ()) if instance else ())]
        functions = [each.scope for each in bound if each.kind == "function" and each.scope is not None]
        if functions and instance:
            return _of_method(project, functions, base, name, depth)
        if bound:
            return _of_bindings(project, bound, depth)
    mark = "()" if instance else ""
    return canonical(f"{foreign[0]}{mark}.{name}") if len(foreign) == 1 else ""


def _of_method(project: Project, scopes: list[Scope], base: str, name: str, depth: int) -> str:
    for scope in scopes:
        if decorated(project, scope, _PROPERTIES, depth):
            return given_back(project, scope, depth)
    return f"{base}().{name}"


def given_back(project: Project, scope: Scope, depth: int) -> str:
    """Return the origin of what a function of the project returns: of all it returns, else as it is annotated."""
    returns = [(node, site) for node, site in scope.returns if not _none(node)]
    if scope.yields:
        return ""
    found = _agreed(origin_of(project, node, site, depth + 1) for node, site in returns)
    annotation = getattr(scope.node, "returns", None)
    return found or of_annotation(project, annotation, scope.place, depth + 1)


def is_a(project: Project, origin: str, dotted: str) -> bool:
    """Whether what has this origin is an object of a class, or of one of the project that is derived from it."""
    return origin.endswith("()") and dotted in ancestry(project, origin.removesuffix("()"))


def ancestry(project: Project, dotted: str) -> list[str]:
    """Return the class itself and its bases, nearest first; foreign ones are where the search ends."""
    found: list[str] = []
    waiting = [dotted]
    while waiting and len(found) < DEEPEST:
        current = waiting.pop(0)
        if current in found:
            continue
        found.append(current)
        scope = project.classes.get(current)
        if scope is not None:
            waiting += bases(project, scope)
    return found


def bases(project: Project, scope: Scope) -> list[str]:
    """Return the dotted names of a class's bases; empty strings for unknown ones are left out, and ``object``."""
    assert isinstance(scope.node, ast.ClassDef)
    found = [origin_of(project, base, scope.place, 1) for base in scope.node.bases]
    return [each for each in found if each and each not in {"object", scope.dotted}]


def function_of(project: Project, origin: str) -> Scope | None:
    """Return the function or method of the project with this origin."""
    return project.functions.get(origin) or project.functions.get(origin.replace("().", "."))


def decorated(project: Project, scope: Scope, names: frozenset[str], depth: int) -> bool:
    """Whether one of these decorators, without parentheses, is on a function."""
    node = scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    return any(origin_of(project, each, scope.place, depth + 1) in names for each in node.decorator_list)


def returned(project: Project, node: ast.Call, site: Site, depth: int) -> str:
    """Return the origin of what a call gives."""
    origin = origin_of(project, node.func, site, depth + 1)
    if not origin:
        return ""
    if origin in project.classes:
        return f"{origin}()"
    scope = function_of(project, origin)
    if scope is not None:
        return given_back(project, scope, depth)
    if origin == "getattr" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
        return member(project, origin_of(project, node.args[0], site, depth + 1), str(node.args[1].value), depth)
    return "" if origin in project.scans else canonical(f"{origin}()")
