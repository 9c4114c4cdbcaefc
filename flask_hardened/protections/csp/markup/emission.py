"""The nodes that are put into a template's syntax tree."""

from jinja2 import Environment, nodes

SILENT = frozenset({"nonce", "record", "style_text", "style_end"})
"""Calls whose output is markup of our own: an application's ``finalize`` is not asked about it."""


class Emitter:
    """Builds calls of one extension's methods."""

    def __init__(self, identifier: str, environment: Environment) -> None:
        self._identifier = identifier
        self._environment = environment
        self._names = 0

    def call(self, method: str, arguments: list[nodes.Expr], lineno: int) -> nodes.Call:
        """Build a call of the extension's method, as ``Extension.call_method`` does."""
        attribute = nodes.ExtensionAttribute(self._identifier, method, lineno=lineno)
        call = nodes.Call(attribute, arguments, [], None, None, lineno=lineno)
        call.set_environment(self._environment)
        return call

    def constant(self, value: object, lineno: int) -> nodes.Const:
        """Build a constant."""
        return nodes.Const(value, lineno=lineno)

    def local_name(self, lineno: int) -> nodes.InternalName:
        """Invent a local variable of the compiled template that no template can name.

        Jinja lets only its parser make these nodes, in just this way.
        """
        self._names += 1
        name: nodes.InternalName = object.__new__(nodes.InternalName)
        nodes.Node.__init__(name, f"hardened_{self._names}", lineno=lineno)
        return name


def is_silent(node: nodes.Node, identifier: str) -> bool:
    """Tell whether a node is one of our calls that put out markup."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.ExtensionAttribute)
        and node.node.identifier == identifier
        and node.node.name in SILENT
    )
