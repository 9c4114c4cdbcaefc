"""Plans which expressions of a template are escaped by whom."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, nodes

from ...markup.edits import Edits
from ...markup.translations import FUNCTIONS, assigned_names, translation
from ...markup.values import literal_outputs
from ...markup.walker import Expression, Survey
from .contexts import ContextReader, is_trusted
from .spots import Spot

PREFIX = "flask_hardened."
_ESCAPES = frozenset({"e", "escape"})
_NO_MARKUP = frozenset({"abs", "count", "filesizeformat", "float", "int", "length", "round", "urlencode", "wordcount"})
_ARITHMETIC = (
    nodes.Compare,
    nodes.Not,
    nodes.Test,
    nodes.Sub,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Pow,
    nodes.Neg,
    nodes.Pos,
)


def plan_escapes(found: Survey, edits: Edits, environment: Environment, template: str) -> None:
    """Wrap the expressions of a template that Jinja does not escape for their place."""
    for expression, spot in spots(found, environment):
        edits.wrap(expression.site, _Wrapper(spot, environment, template, expression.site.lineno))


def spots(found: Survey, environment: Environment) -> Iterator[tuple[Expression, Spot]]:
    """Yield the expressions whose place asks for more than Jinja's own escaping, with that place.

    Left out are those whose output the template alone decides, and those of which its author says ``|safe`` or that
    they are not escaped.
    """
    reader = ContextReader(found)
    assigned = assigned_names(found.template)
    for expression in found.expressions:
        spot = reader.spot(expression)
        if spot is not None and expression.escaped and not _is_right(expression.node, spot, environment, assigned):
            yield expression, spot


def _is_right(node: nodes.Expr, spot: Spot, environment: Environment, assigned: frozenset[str]) -> bool:
    """Tell whether Jinja puts an expression out rightly, whatever values it is given."""
    if is_trusted(node) or literal_outputs(node, environment) is not None:
        return True
    call = translation(node)
    if call is not None and not (call.kwargs or call.args[1:]) and not assigned & FUNCTIONS:
        return True  # text of the app's catalogue is as good as the template's
    if spot.kind == "plain" and spot.quote:
        return _is_never_markup(node) or _is_url_for(node, assigned)
    return spot.kind == "url" and bool(spot.quote) and spot.detail[0] == "start" and _is_url_for(node, assigned)


def _is_never_markup(node: nodes.Expr) -> bool:
    if isinstance(node, _ARITHMETIC):
        return True
    if isinstance(node, nodes.Getattr):
        return isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr.startswith("index")
    return isinstance(node, nodes.Filter) and node.name in _NO_MARKUP


def _is_url_for(node: nodes.Expr, assigned: frozenset[str]) -> bool:
    """Tell whether an expression is Flask's ``url_for`` without a scheme of its own."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return False
    if node.node.name != "url_for" or "url_for" in assigned or node.dyn_kwargs is not None:
        return False
    return all(pair.key not in ("_scheme", "_external") for pair in node.kwargs)


class _Wrapper:
    """Puts an expression into the call of its escaper."""

    def __init__(self, spot: Spot, environment: Environment, template: str, line: int) -> None:
        self._spot = spot
        self._environment = environment
        self._where = (template, line, spot.context)

    def __call__(self, expression: nodes.Expr) -> nodes.Filter:
        spot = self._spot
        if spot.kind in ("script", "document") and _is_escape(expression):
            assert isinstance(expression, nodes.Filter)
            assert expression.node is not None
            expression = expression.node  # escaped for the wrong place: as if it were not
        arguments: list[nodes.Expr] = [nodes.Const(part) for part in (spot.quote, spot.detail, self._where)]
        for part in arguments:
            part.lineno, part.environment = self._where[1], self._environment
        return nodes.Filter(
            expression,
            f"{PREFIX}{spot.kind}",
            arguments,
            [],
            None,
            None,
            lineno=self._where[1],
            environment=self._environment,
        )


def _is_escape(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _ESCAPES and not node.args
