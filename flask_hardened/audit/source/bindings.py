"""Scopes, and what binds names in them."""

from __future__ import annotations

import ast
from typing import Literal, NamedTuple

ScopeKind = Literal["module", "class", "function", "lambda", "comprehension"]
BindingKind = Literal[
    "value", "element", "with", "augmented", "import", "function", "class", "parameter", "annotation", "opaque"
]


class Block:
    """A run of statements that are executed together, and the one it lies in."""

    __slots__ = ("ends", "fallback", "loop", "parent")

    def __init__(self, parent: Block | None, *, loop: bool = False, ends: bool = False, fallback: bool = False) -> None:
        self.parent = parent
        self.loop = loop
        self.ends = ends
        """Whether it ends the function, so that nothing after it sees what it binds."""
        self.fallback = fallback
        """Whether it makes do without a module that is not installed."""

    def chain(self) -> list[Block]:
        """Return this block and those around it."""
        found, block = [], self
        while True:
            found.append(block)
            if block.parent is None:
                return found
            block = block.parent


class Site:
    """Where an expression stands: decides what the names in it mean."""

    __slots__ = ("block", "position", "scope")

    def __init__(self, scope: Scope, block: Block, position: float) -> None:
        self.scope = scope
        self.block = block
        self.position = position
        """Statements are numbered in the order of the file."""


class Binding:
    """One place that binds a name."""

    __slots__ = ("index", "kind", "name", "node", "origin", "scope", "site")

    def __init__(
        self, kind: BindingKind, name: str, site: Site, node: ast.AST | None = None, *, index: int | None = None,
        origin: str | None = None, scope: Scope | None = None,
    ) -> None:  # fmt: skip
        self.kind = kind
        self.name = name
        self.site = site
        self.node = node
        """The value; of ``element`` what it is taken from; of ``augmented`` the whole, ``x + 1``; of ``parameter`` the
        argument."""
        self.index = index
        """Of ``element``: which item, None for any. Of ``parameter``: its position."""
        self.origin = origin
        """Of an import its dotted name."""
        self.scope = scope
        """What a class or function opens."""

    @property
    def is_none(self) -> bool:
        """Whether it binds None, the placeholder for what comes later."""
        return isinstance(self.node, ast.Constant) and self.node.value is None


class Addition(NamedTuple):
    """One place that puts something into a container."""

    key: ast.expr | None
    """Of ``items[key] = value``; None where it is not written."""
    value: ast.expr
    site: Site


class Scope:
    """A module, class, function, lambda or comprehension, and its names."""

    __slots__ = (
        "additions", "attributes", "dotted", "kind", "modified", "module", "names", "node", "outer", "parent", "place",
        "qualified", "returns", "stars", "yields",
    )  # fmt: skip

    def __init__(
        self,
        kind: ScopeKind,
        node: ast.AST,
        parent: Scope | None,
        dotted: str,
        qualified: str,
        place: Site | None = None,
    ) -> None:
        self.kind: ScopeKind = kind
        self.node = node
        self.parent = parent
        self.place: Site = Site(self, Block(None), 0) if place is None else place
        """Where it is defined: there its bases, decorators and annotations are read."""
        self.dotted = dotted
        """With the module: ``shop.models.User``."""
        self.qualified = qualified
        """Within the module: ``User``."""
        self.names: dict[str, list[Binding]] = {}
        self.outer: dict[str, str] = {}
        """Names declared ``global`` or ``nonlocal``, and which of these."""
        self.attributes: dict[str, list[Binding]] = {}
        """Of a class: what its methods bind to ``self``."""
        self.additions: dict[str, list[Addition]] = {}
        """Name → what is put into the container that it holds."""
        self.returns: list[tuple[ast.expr, Site]] = []
        self.yields: list[tuple[ast.expr, Site]] = []
        self.stars: list[str] = []
        """Of a module: from where it imports everything."""
        self.module: Scope = self if parent is None else parent.module
        self.modified: set[str] = set() if parent is None else self.module.modified
        """Names of the module whose objects are changed in place somewhere, whatever they are bound to."""

    def bind(self, binding: Binding) -> None:
        """Add a binding to the scope it belongs to."""
        self.owner(binding.name).names.setdefault(binding.name, []).append(binding)

    def owner(self, name: str) -> Scope:
        """Return the scope in which this one binds `name`."""
        declared = self.outer.get(name)
        if declared == "global":
            return self.module
        if declared == "nonlocal":
            scope = self.parent
            while scope is not None:
                if scope.kind == "function" and name in scope.names:
                    return scope
                scope = scope.parent
        return self
