"""Calls that give text of the app's message catalogue: the app's own, as the template's text is."""

from collections.abc import Callable, Iterator

from jinja2 import nodes

FUNCTIONS = frozenset({"gettext", "_", "ngettext", "pgettext", "npgettext", "_gettext", "_ngettext"})
"""Jinja's, Flask-Babel's and Flask-Admin's."""

Check = Callable[[nodes.Expr, str], nodes.Expr]
"""Wraps an expression, given what it is: a ``"function"`` or an ``"argument"``."""


def translation(expression: nodes.Expr) -> nodes.Call | None:
    """Give the call if an expression is nothing but a translation of a constant text; ``{% trans %}`` is one too."""
    if isinstance(expression, nodes.MarkSafeIfAutoescape):
        expression = expression.expr
    if not isinstance(expression, nodes.Call) or not isinstance(expression.node, nodes.Name):
        return None
    message = expression.args[0] if expression.args else None
    if expression.node.name not in FUNCTIONS or not _is_constant(message) or expression.dyn_args is not None:
        return None
    return expression if expression.dyn_kwargs is None else None


def checked(expression: nodes.Expr, wrap: Check) -> nodes.Expr:
    """Copy such an expression, with the function and every argument that is no constant wrapped for a check."""
    if isinstance(expression, nodes.MarkSafeIfAutoescape):
        inner = checked(expression.expr, wrap)
        return nodes.MarkSafeIfAutoescape(inner, lineno=expression.lineno, environment=expression.environment)
    assert isinstance(expression, nodes.Call)

    def argument(value: nodes.Expr) -> nodes.Expr:
        return value if _is_constant(value) else wrap(value, "argument")

    return nodes.Call(
        wrap(expression.node, "function"),
        [argument(value) for value in expression.args],
        [
            nodes.Keyword(pair.key, argument(pair.value), lineno=pair.lineno, environment=pair.environment)
            for pair in expression.kwargs
        ],
        None,
        None,
        lineno=expression.lineno,
        environment=expression.environment,
    )


def assigned_names(template: nodes.Template) -> frozenset[str]:
    """Give the names that a template gives a meaning of its own, anywhere in it."""
    return frozenset(_assigned(template))


def _assigned(template: nodes.Template) -> Iterator[str]:
    for node in template.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        if isinstance(node, nodes.Macro) or (isinstance(node, nodes.Name) and node.ctx != "load"):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)


def _is_constant(expression: nodes.Expr | None) -> bool:
    return isinstance(expression, nodes.Const) and type(expression.value) in (str, int, float)
