"""What makes markup of text, and what is markup already."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ....audit.composition.ingredients import Ingredient

MARKUP = frozenset(
    {"markupsafe.Markup", "flask.Markup", "jinja2.Markup", "jinja2.utils.Markup", "flask.helpers.Markup",
     "wtforms.widgets.core.Markup", "wtforms.widgets.Markup", "markupsafe._native.Markup"}
)  # fmt: skip
_NAMES = frozenset({"name", "id", "short_name", "label"})
"""Of fields of forms: the authors' own."""
_IS_HTML = re.compile(r"html|markup|svg|widget|rendered|safe|escaped", re.IGNORECASE)
"""In names of what is markup already."""
HTML = re.compile(r"<[a-zA-Z/!]")


def is_unescaped(ingredient: Ingredient) -> bool:
    """Whether it is a text that nobody made markup of; what functions return is believed, unless it is a request's."""
    node = ingredient.node
    if isinstance(node, ast.Attribute) and node.attr in _NAMES:
        return ingredient.requested
    if isinstance(node, ast.Name) and node.id.endswith("field"):
        return ingredient.requested  # a field of a form, which renders itself
    if any(_IS_HTML.search(part) for part in _words(node)):
        return ingredient.requested
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Await):
        node = node.value
    return ingredient.requested or not isinstance(node, ast.Call)


def _words(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
