"""What a value carries: something of the request, or a parameter of its function. Seen within one function."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from .bindings import Binding, Scope, Site
from .origins import is_a, member, origin_of
from .project import Project
from .reaching import MANY, additions, earlier, lookup
from .request_values import CHECKED_FIELDS, FORMS, HARMLESS, PASSING, VERDICTS
from .views import converters_of

REQUESTED: Final = 1
PARAMETER: Final = 2
_DEEPEST: Final = 40
_CONVERSION: Final = re.compile(r"%(?:\([^)]*\))?[-+ #0-9.*]*([a-zA-Z%])")
_OF_NUMBERS: Final = frozenset("dioxXeEfFgG")
_TEXT_CONVERTERS: Final = frozenset({"default", "string", "path"})


def carried(project: Project, node: ast.expr, site: Site, depth: int = 0) -> int:
    """Return ``REQUESTED`` and ``PARAMETER``, whichever of them a value holds, as a sum."""
    if depth > _DEEPEST:
        return project.carried.give_up()
    handler = _BY_TYPE.get(type(node))
    return 0 if handler is None else handler(project, node, site, depth + 1)


def _any(project: Project, nodes: Iterable[ast.expr | None], site: Site, depth: int) -> int:
    found = 0
    for node in nodes:
        if node is not None:
            found |= carried(project, node, site, depth)
    return found


def _name(project: Project, node: ast.Name, site: Site, depth: int) -> int:
    if _is_of_request(origin_of(project, node, site)):
        return REQUESTED
    found = lookup(node.id, site)
    if found is None:
        return 0
    for binding in earlier(node.id, site, found[1]):
        _of_binding(project, binding, depth)
    result = 0
    for binding in found[0]:
        result |= _of_binding(project, binding, depth)
    return result | _of_additions(project, node.id, site, found, depth)


def _is_of_request(origin: str) -> bool:
    """Whether it is the request, or something in it that no call returned."""
    if origin == "flask.request":
        return True
    attribute = origin.removeprefix("flask.request.").partition(".")[0].partition("[")[0]
    return origin.startswith("flask.request.") and "()" not in origin and attribute not in HARMLESS


def _of_binding(project: Project, binding: Binding, depth: int) -> int:
    if binding.kind == "parameter":
        return _of_parameter(project, binding)
    node = binding.node
    if not isinstance(node, ast.expr) or binding.kind == "annotation" or binding.site.scope.kind in {"module", "class"}:
        return 0
    return project.carried.answer(binding, lambda: carried(project, node, binding.site, depth))


def _of_parameter(project: Project, binding: Binding) -> int:
    scope = binding.site.scope
    if scope.kind != "function":
        return 0
    in_class = scope.parent is not None and scope.parent.kind == "class"
    if binding.index == 0 and in_class and binding.name in {"self", "cls", "klass"}:
        return 0
    return PARAMETER | (REQUESTED if from_url(project, scope, binding.name) else 0)


def from_url(project: Project, scope: Scope, name: str) -> bool:
    """Whether a parameter of a view is a part of the URL that may be any text."""
    return any(converters_of(rule).get(name) in _TEXT_CONVERTERS for rule in project.rules.get(scope.dotted, ()))


def _attribute(project: Project, node: ast.Attribute, site: Site, depth: int) -> int:
    base = origin_of(project, node.value, site)
    if base == "flask.request":
        return 0 if node.attr in HARMLESS else REQUESTED
    if node.attr == "data" and _is_form_data(project, node, base, site):
        return REQUESTED
    if origin_of(project, node, site) == "flask.request":
        return REQUESTED
    return _of_own(project, node, site, depth) | carried(project, node.value, site, depth)


def _of_own(project: Project, node: ast.Attribute, site: Site, depth: int) -> int:
    """Return what the same method has assigned to this attribute of its object."""
    scope = site.scope
    around = scope.parent
    if not isinstance(node.value, ast.Name) or around is None or around.kind != "class":
        return 0
    result = 0
    for binding in around.attributes.get(node.attr, [])[:MANY]:
        if binding.site.scope is scope and binding.site.position < site.position:
            result |= _of_binding(project, binding, depth)
    return result


def _is_form_data(project: Project, node: ast.Attribute, base: str, site: Site) -> bool:
    """Whether it is ``form.data`` or ``form.field.data``, where the field does not make it a number or a date."""
    if _is_form(project, base):
        return True
    if not isinstance(node.value, (ast.Attribute, ast.Subscript)):
        return False
    form = origin_of(project, node.value.value, site)
    if not _is_form(project, form):
        return False
    field = member(project, form, node.value.attr) if isinstance(node.value, ast.Attribute) else ""
    return field not in CHECKED_FIELDS


def _is_form(project: Project, origin: str) -> bool:
    return any(is_a(project, origin, form) for form in FORMS)


def _call(project: Project, node: ast.Call, site: Site, depth: int) -> int:
    origin = origin_of(project, node.func, site)
    arguments = [*node.args, *(each.value for each in node.keywords)]
    if origin == "getattr":
        return _any(project, [*node.args[:1], *node.args[2:]], site, depth)
    if origin in PASSING:
        return _any(project, arguments, site, depth)
    if not isinstance(node.func, ast.Attribute):
        return 0
    if node.func.attr in VERDICTS:
        return 0
    if origin.startswith("flask.request.") and _as_number(project, node, site):
        return 0
    found = 0 if _is_function(origin) else carried(project, node.func.value, site, depth)
    if node.func.attr in {"format", "join", "replace", "format_map"}:
        found |= _any(project, arguments, site, depth)
    return found


def _is_function(origin: str) -> bool:
    """Whether it is the function of a module: what it returns is not known."""
    return bool(origin) and "()" not in origin and "[]" not in origin and not origin.startswith("flask.request")


def _as_number(project: Project, node: ast.Call, site: Site) -> bool:
    """Whether it is ``request.args.get(…, type=int)``."""
    given = next((each.value for each in node.keywords if each.arg == "type"), None)
    given = node.args[2] if given is None and len(node.args) > 2 else given
    return given is not None and origin_of(project, given, site) in {
        "int",
        "float",
        "bool",
        "uuid.UUID",
        "decimal.Decimal",
    }


def _subscript(project: Project, node: ast.Subscript, site: Site, depth: int) -> int:
    key = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if not isinstance(node.value, ast.Name) or not isinstance(key, str):
        return carried(project, node.value, site, depth)
    found = lookup(node.value.id, site)
    if found is None or _is_of_request(origin_of(project, node.value, site)):
        return carried(project, node.value, site, depth)
    result = 0
    for binding in found[0]:
        if isinstance(binding.node, ast.Dict) and binding.kind == "value":
            result |= _any(project, _under(binding.node, key), binding.site, depth)
        else:
            result |= _of_binding(project, binding, depth)
    return result | _of_additions(project, node.value.id, site, found, depth, key)


def _under(node: ast.Dict, key: str) -> list[ast.expr]:
    """Return what a dictionary may hold under a key."""
    return [
        value
        for name, value in zip(node.keys, node.values, strict=True)
        if not isinstance(name, ast.Constant) or name.value == key
    ]


def _of_additions(
    project: Project, name: str, site: Site, found: tuple[list[Binding], Scope], depth: int, key: str | None = None
) -> int:
    bindings, scope = found
    if scope.kind in {"module", "class"}:
        return 0
    result = 0
    for addition in additions(name, site, scope, bindings):
        other = isinstance(addition.key, ast.Constant) and key is not None and addition.key.value != key
        if not other:
            value, place = addition.value, addition.site
            result |= project.carried.answer(addition, lambda: carried(project, value, place, depth))  # noqa: B023
    return result


def _operator(project: Project, node: ast.BinOp, site: Site, depth: int) -> int:
    found = 0
    current: ast.expr = node
    while isinstance(current, ast.BinOp):
        if not (isinstance(current.op, ast.Mod) and _takes_numbers(current.left)):
            found |= carried(project, current.right, site, depth)
        current = current.left
    return found | carried(project, current, site, depth)


def _takes_numbers(text: ast.expr) -> bool:
    """Whether a format can only be filled with numbers: ``"LIMIT %d"``."""
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return False
    conversions = set(_CONVERSION.findall(text.value)) - {"%"}
    return bool(conversions) and conversions <= _OF_NUMBERS


def _joined(project: Project, node: ast.JoinedStr, site: Site, depth: int) -> int:
    places = [each for each in node.values if isinstance(each, ast.FormattedValue) and not _numeric(each)]
    return _any(project, (each.value for each in places), site, depth)


def _numeric(part: ast.FormattedValue) -> bool:
    spec = part.format_spec
    last = spec.values[-1] if isinstance(spec, ast.JoinedStr) and spec.values else None
    return isinstance(last, ast.Constant) and str(last.value)[-1:] in {
        "d",
        "f",
        "x",
        "X",
        "o",
        "b",
        "e",
        "g",
        "F",
        "E",
        "G",
        "%",
    }


def _comprehension(project: Project, node: Any, site: Site, depth: int) -> int:
    scope = project.inner_scopes.get(id(node))
    if scope is None:
        return 0
    inner = Site(scope, site.block, site.position)
    return _any(project, [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt], inner, depth)


def _container(project: Project, node: Any, site: Site, depth: int) -> int:
    return _any(project, node.values if isinstance(node, ast.Dict) else node.elts, site, depth)


def _either(project: Project, node: ast.IfExp, site: Site, depth: int) -> int:
    return _any(project, (node.body, node.orelse), site, depth)


def _boolean(project: Project, node: ast.BoolOp, site: Site, depth: int) -> int:
    return _any(project, node.values, site, depth)


def _inner(project: Project, node: Any, site: Site, depth: int) -> int:
    return carried(project, node.value, site, depth)


_BY_TYPE: Final[dict[type, Callable[[Project, Any, Site, int], int]]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Subscript: _subscript,
    ast.BinOp: _operator,
    ast.JoinedStr: _joined,
    ast.IfExp: _either,
    ast.BoolOp: _boolean,
    ast.Await: _inner,
    ast.Starred: _inner,
    ast.NamedExpr: _inner,
    ast.List: _container,
    ast.Tuple: _container,
    ast.Set: _container,
    ast.Dict: _container,
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), _comprehension),
}
