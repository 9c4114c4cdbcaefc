"""What expressions in a function are: data of the request, parameters, JSON, texts."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ..source.facts import Function
from .bindings import Binding, called, dotted
from .formats import is_number
from .request_data import PASSING, is_field_of_form, is_parsed_request, is_text_of_request, numbers_in_url, texts_in_url
from .surroundings import Surroundings
from .vocabulary import OF_DICTS, OF_TEXTS, TEXT_HOLDERS

DEEP = 80
"""Levels of expressions and names that are followed."""


class Kinds:
    """Tells what an expression in one function is: of the request, a parameter, JSON, a text."""

    def __init__(self, surroundings: Surroundings, function: Function | None) -> None:
        self._around = surroundings
        self._function = function
        self._scope: ast.AST = surroundings.module.tree if function is None else function.node
        self._loops: dict[str, list[ast.expr]] = {}
        """What names of comprehensions are items of, while those are read."""
        self._kinds: dict[str, str] = {}
        self._json: dict[str, bool] = {}
        self._texts_of: dict[str, bool] = {}

    def is_text(self, node: ast.expr, depth: int = 0) -> bool:
        if depth > DEEP:
            return False
        if isinstance(node, ast.JoinedStr):
            return True
        if isinstance(node, ast.Constant):
            return isinstance(node.value, str)
        if isinstance(node, ast.BinOp):
            sides = (node.left, node.right) if isinstance(node.op, ast.Add) else (node.left,)
            return isinstance(node.op, ast.Add | ast.Mod) and any(self.is_text(side, depth + 1) for side in sides)
        if isinstance(node, ast.Name):
            if node.id not in self._texts_of:
                self._texts_of[node.id] = False
                binding = None if self._parameter(node.id) else self._bindings().get(node.id)
                found = binding is not None and any(self.is_text(value, depth + 1) for value in binding.values)
                self._texts_of[node.id] = found
            return self._texts_of[node.id]
        if isinstance(node, ast.IfExp):
            return self.is_text(node.body, depth + 1) or self.is_text(node.orelse, depth + 1)
        if not isinstance(node, ast.Call):
            return False
        if isinstance(node.func, ast.Attribute) and node.func.attr in {
            "format",
            "join",
            *OF_TEXTS - {"split", "rsplit"},
        }:
            return node.func.attr in {"format", "join"} or self.is_text(node.func.value, depth + 1)
        if (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and isinstance(node.func.value, ast.Attribute)
        ):
            holder = node.func.value
            return holder.attr in TEXT_HOLDERS and dotted(holder.value) in self._around.request_names
        return called(node) == "str"

    def is_json(self, node: ast.AST, depth: int = 0) -> bool:
        if depth > DEEP or dotted(node) in self._guards():
            return False
        if isinstance(node, ast.Attribute):
            return node.attr == "json" and dotted(node.value) in self._around.request_names
        if isinstance(node, ast.Name):
            if node.id not in self._json:
                self._json[node.id] = False
                binding = self._bindings().get(node.id)
                found = binding is not None and any(self.is_json(value, depth + 1) for value in binding.values)
                self._json[node.id] = found
            return self._json[node.id]
        if isinstance(node, ast.Subscript | ast.Await):
            return self.is_json(node.value, depth + 1)
        if isinstance(node, ast.BoolOp):
            return any(self.is_json(value, depth + 1) for value in node.values)
        if not isinstance(node, ast.Call):
            return False
        if isinstance(node.func, ast.Attribute) and dotted(node.func.value) in self._around.request_names:
            return node.func.attr == "get_json"
        if called(node) == "loads" and node.args:
            return self._kind(node.args[0]) == "requested"
        return (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in OF_DICTS
            and self.is_json(node.func.value, depth + 1)
        )

    def _guards(self) -> frozenset[str]:
        return frozenset() if self._function is None else self._around.guards(self._scope)

    def _bindings(self) -> Mapping[str, Binding]:
        return self._around.bindings(self._scope)

    def _parameter(self, name: str) -> ast.arg | None:
        if self._function is None:
            return None
        given = self._function.node.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        return next((one for one in every if one is not None and one.arg == name), None)

    def _kind(self, node: ast.AST, depth: int = 0) -> str:
        if depth > DEEP:
            return ""
        deeper = depth + 1
        if is_text_of_request(node, self._around.request_names) or is_field_of_form(node) or is_parsed_request(node):
            return "requested"
        if isinstance(node, ast.Name):
            return self._kind_of_name(node.id, deeper)
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Await | ast.Starred | ast.FormattedValue):
            return self._kind(node.value, deeper)
        if isinstance(node, ast.Call):
            name = called(node)
            if isinstance(node.func, ast.Attribute):
                kind = self._kind(node.func.value, deeper)
                if kind == "requested" or name not in PASSING:
                    return kind
            return self._strongest(node.args, deeper) if name in PASSING else ""
        if isinstance(node, ast.BinOp):
            return self._strongest([node.left, node.right], deeper)
        if isinstance(node, ast.BoolOp | ast.JoinedStr):
            return self._strongest(node.values, deeper)
        if isinstance(node, ast.IfExp):
            return self._strongest([node.body, node.orelse], deeper)
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return self._strongest(node.elts, deeper)
        if isinstance(node, ast.Dict):
            return self._strongest(node.values, deeper)
        return ""

    def _kind_of_name(self, name: str, depth: int) -> str:
        if name in self._loops:
            return "" if name in self._guards() else self._strongest(self._loops[name], depth)
        if name not in self._kinds:
            self._kinds[name] = ""  # while it is being answered: x = x + …
            self._kinds[name] = "" if name in self._guards() else self._kind_of_bound(name, depth)
        return self._kinds[name]

    def _kind_of_bound(self, name: str, depth: int) -> str:
        kinds = []
        parameter = self._parameter(name)
        if parameter is not None and not is_number(parameter.annotation) and name not in {"self", "cls"}:
            kinds.append("requested" if self._is_in_url(name) else "parameter" if not self._is_view() else "")
        if (binding := self._bindings().get(name)) is not None:
            kinds.append(self._strongest([*binding.values, *binding.items_of], depth))
        return max(kinds, key=["", "parameter", "requested"].index, default="")

    def _is_view(self) -> bool:
        return self._function is not None and self._function.is_view

    def _rules(self) -> list[str]:
        routes = () if self._function is None else self._function.routes
        given = [value.constant for route in routes for value in (*route.arguments, *route.keywords.values())]
        return [rule for rule in given if isinstance(rule, str)]

    def _is_in_url(self, name: str) -> bool:
        return any(name in texts_in_url(rule) for rule in self._rules())

    def _is_number_in_url(self, name: str) -> bool:
        rules = self._rules()
        return any(name in numbers_in_url(rule) for rule in rules) and not self._is_in_url(name)

    def _strongest(self, nodes: list[ast.expr], depth: int) -> str:
        kinds = [self._kind(node, depth) for node in nodes]
        return max(kinds, key=["", "parameter", "requested"].index, default="")
