"""Pieces of texts that can be judged as they stand."""

from __future__ import annotations

import ast
import re

from .bindings import dotted
from .request_data import NUMBERS

_FIELD = re.compile(r"[\d.,+ _#<>=^-]*[bcdeEfFgGnoxX%]")
_TEMPLATE = re.compile(r"(?:[^%]|%%|%[-+ #0]*\d*(?:\.\d+)?[dioxXeEfFgGu])*")


def holds_text(node: ast.expr) -> bool:
    return isinstance(
        node, ast.Constant | ast.JoinedStr | ast.BinOp | ast.Name | ast.IfExp | ast.BoolOp | ast.Call
    ) or (isinstance(node, ast.Attribute) and dotted(node).startswith(("self.", "cls.")))


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant | ast.List | ast.Tuple | ast.JoinedStr)


def is_number(annotation: ast.expr | None) -> bool:
    return annotation is not None and all(
        part.id in {*NUMBERS, "None", "Optional", "Union", "Literal"} for part in ast.walk(annotation)
        if isinstance(part, ast.Name)
    ) and any(isinstance(part, ast.Name) for part in ast.walk(annotation))  # fmt: skip


def is_number_field(specification: ast.expr | None) -> bool:
    if not isinstance(specification, ast.JoinedStr):
        return False
    text = "".join(str(part.value) for part in specification.values if isinstance(part, ast.Constant))
    return _FIELD.fullmatch(text) is not None


def takes_numbers_only(template: object) -> bool:
    return isinstance(template, str) and "%" in template and _TEMPLATE.fullmatch(template) is not None


def doubles_quotes(arguments: list[ast.expr]) -> bool:
    """Whether ``replace`` is told to escape quotes, as in ``replace("'", "''")``."""
    given = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
    return (
        len(given) == 2 and given[0] in {"'", '"', "`", "]"} and given[1] in {f"{given[0]}{given[0]}", f"\\{given[0]}"}
    )
