"""The nodes that are put into a template's syntax tree."""

from jinja2 import Environment, nodes

from .following import SILENT

_OURS = "flask_hardened."
"""What the identifiers of our extensions begin with, and the names of filters that give what is put out, as markup."""


class Emitter:
    """Builds nodes that read one extension's attributes."""

    def __init__(self, identifier: str, environment: Environment, prefix: str = "hardened") -> None:
        self._identifier = identifier
        self._prefix = prefix
        self._environment = environment
        self._names = 0

    def attribute(self, name: str, lineno: int) -> nodes.ExtensionAttribute:
        """Build ``extension.name``."""
        return nodes.ExtensionAttribute(self._identifier, name, lineno=lineno, environment=self._environment)

    def recording(self, hashes: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], lineno: int) -> nodes.Expr:
        """Build ``extension.record[script:style:url]``."""
        slice_ = nodes.Slice(*map(nodes.Const, hashes))
        return self.subscript(self.attribute("record", lineno), slice_, lineno)

    def part(self, value: nodes.Expr, text: str, part: nodes.Expr | None, kind: str, lineno: int) -> nodes.Expr:
        """Build ``value[text:part:kind]``.

        A message's kind tells how it is put out: it is an empty text, which autoescaping, where it is on, makes markup.
        """
        told = nodes.MarkSafeIfAutoescape(nodes.Const("")) if kind == "message" else nodes.Const(kind)
        return self.subscript(value, nodes.Slice(nodes.Const(text), part, told), lineno)

    def local_name(self, lineno: int) -> nodes.InternalName:
        """Invent a local variable of the compiled template that no template can name.

        Jinja lets only its parser make these nodes, in just this way.
        """
        self._names += 1
        name: nodes.InternalName = object.__new__(nodes.InternalName)
        nodes.Node.__init__(name, f"{self._prefix}_{self._names}", lineno=lineno, environment=self._environment)
        return name

    def subscript(self, node: nodes.Expr, slice_: nodes.Slice, lineno: int) -> nodes.Expr:
        """Build ``node[slice]``."""
        told = slice_.step.expr if isinstance(slice_.step, nodes.MarkSafeIfAutoescape) else None
        for part in (slice_, slice_.start, slice_.stop, slice_.step, told):
            if part is not None and part.lineno is None:
                part.lineno = lineno
                part.environment = self._environment
        return nodes.Getitem(node, slice_, "load", lineno=lineno, environment=self._environment)


def is_silent(node: nodes.Node) -> bool:
    """Tell whether a node puts out markup of ours: nothing is escaped, and an app's ``finalize`` is not asked."""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        kind = node.arg.step
        if isinstance(node.node, nodes.InternalName):
            return isinstance(kind, nodes.Const) and kind.value in SILENT
        node = node.node
    if isinstance(node, nodes.Filter) and node.name.startswith(_OURS):
        return node.environment is not None and node.environment.finalize is None
    return isinstance(node, nodes.ExtensionAttribute) and node.identifier.startswith(_OURS)
