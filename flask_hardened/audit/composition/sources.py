"""What a text in a project is put together of."""

from __future__ import annotations

import ast
from dataclasses import replace

from ..source.facts import Call, Function, SourceFacts, Value
from .ingredients import Composition
from .reading import Reading
from .request_data import is_field_of_form
from .surroundings import Surroundings


class Sources:
    """The modules of a project, for reading what surrounds an expression."""

    def __init__(self, facts: SourceFacts) -> None:
        self._modules = {module.file: module for module in facts.modules}
        self._surroundings: dict[str, Surroundings] = {}

    def surroundings(self, file: str | None) -> Surroundings:
        """Return what is known of a file's module."""
        assert file is not None
        if file not in self._surroundings:
            self._surroundings[file] = Surroundings(self._modules[file])
        return self._surroundings[file]

    def compose(self, value: Value, call: Call) -> Composition:
        """Take apart an argument of a call, or its receiver.

        What it holds of the request or of a parameter, it must hold at this place: a name that has been given another
        value since is something else.
        """
        found, sent = self.compose_node(value.node, call), may_be_requested(value)
        handed = sent or value.parameter
        return replace(
            found,
            ingredients=tuple(
                replace(each, requested=each.requested and sent, parameter=each.parameter and handed)
                for each in found.ingredients
            ),
        )

    def compose_node(self, node: ast.expr, call: Call) -> Composition:
        """Take apart an expression in a call."""
        return self.compose_in(node, call.function, call.location.file)

    def compose_in(self, node: ast.expr, function: Function | None, file: str | None) -> Composition:
        """Take apart an expression.

        :param function: the one it stands in; None at the level of the module.
        """
        return Reading(self.surroundings(file), function).composition(node)

    def is_json(self, node: ast.expr, call: Call) -> bool:
        """Whether an expression in a call is JSON of the request, or a part of it that may be an object."""
        return Reading(self.surroundings(call.location.file), call.function).is_json(node)

    def is_text(self, node: ast.expr, function: Function | None, file: str | None) -> bool:
        """Whether an expression is a text, rather than a dictionary, a response or what else a view returns."""
        return Reading(self.surroundings(file), function).is_text(node)


def may_be_requested(value: Value) -> bool:
    """Whether it holds data of the request at its place, fields of forms included."""
    return value.requested or any(is_field_of_form(part) for part in ast.walk(value.node))
