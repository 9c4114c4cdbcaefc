"""What a text consists of."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """One thing in a text that is neither constant nor harmless: what a number, a placeholder or a test is not."""

    node: ast.expr
    requested: bool
    """Whether it is data of the request."""
    parameter: bool
    """Whether it is a parameter of the function, or something of one."""


@dataclass(frozen=True, kw_only=True)
class Composition:
    """A text, taken apart."""

    text: str
    """Its constants, in the order of the source, with a line break before each that is bound to one name, and a
    space for what is no constant."""
    ingredients: tuple[Ingredient, ...]
    built: bool
    """Whether ingredients are put into a text, by whatever means, rather than being all of it."""
    head: str = ""
    """What stands before the first data of the request, with NUL for what is no constant."""

    @property
    def requested(self) -> bool:
        """Whether data of the request goes into it."""
        return any(ingredient.requested for ingredient in self.ingredients)

    @property
    def parameter(self) -> bool:
        """Whether a parameter of the function goes into it."""
        return any(ingredient.parameter for ingredient in self.ingredients)
