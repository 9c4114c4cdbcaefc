"""What is around a call, as the rules of this room read it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from ....audit.source.facts import Call, SourceFacts
from ....audit.source.naming import names_in
from ....audit.source.placing import module_of
from ....audit.source.surroundings import given_names, path_to

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a call is given, and what its result becomes."""

    given: tuple[str, ...]
    """Names that the result is given."""
    hashed: tuple[str, ...]
    """Names among the arguments."""
    function: str
    """The function around it; empty at the level of a module."""
    calls: frozenset[str]
    """Names of the calls that it is an argument of."""

    repeated: bool
    """Whether it is part of a comprehension."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names but the function's."""
        return (*self.given, *self.hashed)


def context_of(source: SourceFacts, call: Call) -> Context:
    """Return what is around a call."""
    module = module_of(source, call)
    path = path_to(module.tree, call.node)
    calls = (each for each in path[:-1] if isinstance(each, ast.Call))
    arguments = (*call.node.args, *(keyword.value for keyword in call.node.keywords))
    return Context(
        given=tuple(given_names(module.tree, call.node)),
        hashed=tuple(name for argument in arguments for name in names_in(argument)),
        function=call.function.name if call.function is not None else "",
        repeated=any(isinstance(each, _COMPREHENSIONS) for each in path),
        calls=frozenset(_name(each.func) for each in calls),
    )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
