"""Values and calls that find out what they are when a rule asks: most of a large project is never asked about."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..finding import Location
from .bindings import Scope, Site
from .carried import PARAMETER, REQUESTED, carried
from .facts import Call, Function, Value
from .folding import fold
from .origins import origin_of
from .project import Project
from .reaching import lookup
from .texts import is_built, text_of


@dataclass(frozen=True)
class Reading:
    """What the values of one module need to find out what they are."""

    project: Project
    file: str
    functions: dict[int, Function]
    """id of a function's scope → the function."""

    def place(self, node: ast.AST) -> Location:
        """Return where a node is."""
        return Location(file=self.file, line=getattr(node, "lineno", None))

    def value(self, node: ast.expr, site: Site) -> Value:
        """Return what is known of an expression."""
        return LazyValue(self.project, node, site)

    def function_at(self, site: Site) -> Function | None:
        """Return the innermost function around a site."""
        scope: Scope | None = site.scope
        while scope is not None:
            if id(scope) in self.functions:
                return self.functions[id(scope)]
            scope = scope.parent
        return None


class LazyValue(Value):
    """What is known of one expression, found out at first use. Two are equal only if they are the same."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__
    _project: Project
    _site: Site

    def __init__(self, project: Project, node: ast.expr, site: Site) -> None:
        self.__dict__.update(node=node, _project=project, _site=site)

    @cached_property
    def constant(self) -> Any:
        """The value itself."""
        return fold(self._project, self.node, self._site)

    @cached_property
    def origin(self) -> str:
        """Its dotted name."""
        return origin_of(self._project, self.node, self._site)

    @cached_property
    def parts(self) -> tuple[Value, ...]:
        """What it is put together of."""
        node, site = holder(self.node, self._site)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return tuple(LazyValue(self._project, each, site) for each in node.elts)
        found = text_of(self._project, self.node, self._site) or []
        if len(found) == 1 and isinstance(found[0][0], ast.Constant):
            return ()
        return tuple(LazyValue(self._project, each, place) for each, place in found)

    @cached_property
    def built(self) -> bool:
        """Whether it is a text put together."""
        return is_built(self._project, self.node, self._site)

    @cached_property
    def _carried(self) -> int:
        return carried(self._project, self.node, self._site)

    @property
    def requested(self) -> bool:
        """Whether it holds something of the request."""
        return bool(self._carried & REQUESTED)

    @property
    def parameter(self) -> bool:
        """Whether it holds a parameter."""
        return bool(self._carried & PARAMETER)


def holder(node: ast.expr, site: Site) -> tuple[ast.expr, Site]:
    """Return what a name is bound to, where it is bound once, and not changed in place."""
    if not isinstance(node, ast.Name):
        return node, site
    found = lookup(node.id, site)
    if found is None or len(found[0]) != 1:
        return node, site
    binding = found[0][0]
    unchanged = node.id not in binding.site.scope.modified
    if binding.kind == "value" and unchanged and isinstance(binding.node, ast.expr):
        return binding.node, binding.site
    return node, site


class LazyCall(Call):
    """One call, whose arguments are looked at when a rule asks. Two are equal only if they are the same."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__
    _reading: Reading
    _site: Site

    def __init__(self, target: str, name: str, node: ast.Call, site: Site, reading: Reading) -> None:
        self.__dict__.update(target=target, name=name, node=node, _site=site, _reading=reading)

    @cached_property
    def receiver(self) -> Value | None:
        """The object whose method is called."""
        function = self.node.func
        return self._reading.value(function.value, self._site) if isinstance(function, ast.Attribute) else None

    @cached_property
    def arguments(self) -> tuple[Value, ...]:
        """Positional ones, up to the first ``*``."""
        found = []
        for node in self.node.args:
            if isinstance(node, ast.Starred):
                break
            found.append(self._reading.value(node, self._site))
        return tuple(found)

    @cached_property
    def keywords(self) -> Mapping[str, Value]:
        """Those given by name."""
        return {each.arg: self._reading.value(each.value, self._site) for each in self.node.keywords if each.arg}

    @property
    def complete(self) -> bool:
        """Whether no more may be given."""
        return all(each.arg for each in self.node.keywords) and not any(
            isinstance(each, ast.Starred) for each in self.node.args
        )

    @cached_property
    def function(self) -> Function | None:
        """The innermost function it stands in."""
        return self._reading.function_at(self._site)

    @cached_property
    def location(self) -> Location:
        """The line on which the call begins."""
        return self._reading.place(self.node)
