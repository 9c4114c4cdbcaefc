"""The nodes that are put into a template's syntax tree."""

from jinja2 import Environment, nodes

_SILENT = frozenset({"text", "end"})
_OURS = "flask_hardened."


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

    def recording(self, script: tuple[str, ...], style: tuple[str, ...], lineno: int) -> nodes.Expr:
        """Build ``extension.record[script:style]``."""
        slice_ = nodes.Slice(nodes.Const(script), nodes.Const(style), None)
        return self.subscript(self.attribute("record", lineno), slice_, lineno)

    def style_part(self, style: nodes.Expr, text: str, value: nodes.Expr | None, kind: str, lineno: int) -> nodes.Expr:
        """Build ``style[text:value:kind]``."""
        return self.subscript(style, nodes.Slice(nodes.Const(text), value, nodes.Const(kind)), lineno)

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
        for part in (slice_, slice_.start, slice_.stop, slice_.step):
            if part is not None and part.lineno is None:
                part.lineno = lineno
                part.environment = self._environment
        return nodes.Getitem(node, slice_, "load", lineno=lineno, environment=self._environment)


def is_silent(node: nodes.Node) -> bool:
    """Tell whether a node puts out markup of ours, about which an application's ``finalize`` is not asked."""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        kind = node.arg.step
        if isinstance(node.node, nodes.InternalName):
            return isinstance(kind, nodes.Const) and kind.value in _SILENT
        node = node.node
    return isinstance(node, nodes.ExtensionAttribute) and node.identifier.startswith(_OURS)
