"""Changes to the ``Output`` nodes of a template, collected first and made all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from .tags import Place, Site

Wrap = Callable[[nodes.Expr], nodes.Expr]


@dataclass
class _OutputEdits:
    node: nodes.Output
    before: list[nodes.Stmt] = field(default_factory=list)
    inserts: list[tuple[int, int, nodes.Expr]] = field(default_factory=list)
    wraps: dict[int, Wrap] = field(default_factory=dict)
    last: list[nodes.Expr] = field(default_factory=list)


class Edits:
    """What to insert where."""

    def __init__(self) -> None:
        self._outputs: dict[int, _OutputEdits] = {}

    def insert(self, place: Place, expression: nodes.Expr) -> None:
        """Put an expression into the text at this place."""
        self._at(place.site).inserts.append((place.site.index, place.offset, expression))

    def insert_last(self, site: Site, expression: nodes.Expr) -> None:
        """Put an expression after everything else in the node."""
        self._at(site).last.append(expression)

    def wrap(self, site: Site, wrapper: Wrap) -> None:
        """Replace an expression by one that contains it; what is wrapped later goes around what was wrapped before."""
        wraps = self._at(site).wraps
        inner = wraps.get(site.index)
        wraps[site.index] = wrapper if inner is None else lambda expression: wrapper(inner(expression))

    def run_before(self, site: Site, statement: nodes.Stmt) -> None:
        """Put a statement before the node."""
        self._at(site).before.append(statement)

    def apply(self, homes: Mapping[int, tuple[nodes.Node, str]]) -> list[tuple[nodes.Node, str, object]]:
        """Change the tree; give what ``undo`` needs."""
        undo: list[tuple[nodes.Node, str, object]] = []
        for identity, edits in self._outputs.items():
            undo.append((edits.node, "nodes", edits.node.nodes))
            edits.node.nodes = _rebuilt(edits)
            if edits.before:
                parent, name = homes[identity]
                statements: list[nodes.Node] = getattr(parent, name)
                undo.append((parent, name, statements))
                at = next(index for index, node in enumerate(statements) if node is edits.node)
                setattr(parent, name, [*statements[:at], *edits.before, *statements[at:]])
        return undo

    def _at(self, site: Site) -> _OutputEdits:
        return self._outputs.setdefault(id(site.output), _OutputEdits(site.output))


def undo(changes: list[tuple[nodes.Node, str, object]]) -> None:
    """Put the tree back as it was: whoever parsed it may use it again."""
    for node, name, value in reversed(changes):
        setattr(node, name, value)


def _rebuilt(edits: _OutputEdits) -> list[nodes.Expr]:
    children: list[nodes.Expr] = []
    for index, child in enumerate(edits.node.nodes):
        here = sorted((edit for edit in edits.inserts if edit[0] == index), key=lambda edit: edit[1])
        if isinstance(child, nodes.TemplateData):
            start = 0
            for _, offset, expression in here:
                if offset > start:
                    children.append(_part(child, start, offset))
                children.append(expression)
                start = offset
            if start < len(child.data):
                children.append(_part(child, start, None))
        else:
            children.extend(expression for _, _, expression in here)
            wrapper = edits.wraps.get(index)
            children.append(wrapper(child) if wrapper is not None else child)
    return children + edits.last


def _part(child: nodes.TemplateData, start: int, end: int | None) -> nodes.TemplateData:
    part = nodes.TemplateData(child.data[start:end], lineno=child.lineno)
    part.environment = child.environment
    return part
