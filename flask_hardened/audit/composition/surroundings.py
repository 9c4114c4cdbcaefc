"""What one module says about the names in it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cached_property

from ..source.facts import Module
from .bindings import Binding, bindings_in
from .guards import guarded_names
from .request_data import request_names


class Surroundings:
    """What one module says, read when it is asked for."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self._scopes: dict[int, Mapping[str, Binding]] = {}
        self._guards: dict[int, frozenset[str]] = {}

    @cached_property
    def request_names(self) -> frozenset[str]:
        return request_names(self.module.tree)

    @cached_property
    def attributes(self) -> Mapping[str, Binding]:
        """What the module binds to ``self.name``, anywhere, and to ``name`` in bodies of classes."""
        found: dict[str, Binding] = {}
        for node in ast.walk(self.module.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            for name, binding in self.bindings(node).items():
                owner, _, attribute = name.rpartition(".")
                if owner in {"self", "cls"} or (not owner and isinstance(node, ast.ClassDef)):
                    known = found.setdefault(attribute, Binding())
                    known.values += binding.values
                    known.items_of += binding.items_of
                    known.complete &= binding.complete
        return found

    def bindings(self, scope: ast.AST) -> Mapping[str, Binding]:
        if id(scope) not in self._scopes:
            self._scopes[id(scope)] = bindings_in(scope)
        return self._scopes[id(scope)]

    def guards(self, scope: ast.AST) -> frozenset[str]:
        if id(scope) not in self._guards:
            self._guards[id(scope)] = guarded_names(scope)
        return self._guards[id(scope)]
