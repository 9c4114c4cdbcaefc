"""The values an attribute can have, as far as the template's text alone decides them."""

from itertools import product

from jinja2 import Environment, nodes
from markupsafe import escape

from .references import attribute_value
from .tags import Attribute, Hole, Piece, Tag, Text

_MOST = 32


def literal_outputs(expression: nodes.Expr, environment: Environment | None) -> tuple[str, ...] | None:
    """Give what an expression can put out if it is made of constants: ``'none' if hidden else 'block'``.

    None if it depends on anything else. Autoescaping may be on or off, so both results are given.
    """
    if environment is not None and environment.finalize is not None:
        return None
    if isinstance(expression, nodes.Const) and type(expression.value) in (str, int, float):
        text = str(expression.value)
        return tuple(dict.fromkeys((str(escape(text)), text)))
    if isinstance(expression, nodes.CondExpr):
        yes = literal_outputs(expression.expr1, environment)
        no = ("",) if expression.expr2 is None else literal_outputs(expression.expr2, environment)
        return None if yes is None or no is None else yes + no
    return None


def constant_sources(attribute: Attribute, environment: Environment | None = None) -> tuple[str, ...]:
    """Give the texts that may stand between the attribute's quotes, of those values that are constant."""
    found: dict[str, None] = {}
    for value in attribute.values or [()]:
        texts = [_texts(piece, environment) for piece in value]
        known = [text for text in texts if text is not None]
        if len(known) == len(texts):
            combinations = ["".join(parts) for _, parts in zip(range(_MOST + 1), product(*known), strict=False)]
            if len(combinations) <= _MOST:
                found.update(dict.fromkeys(combinations))
    return tuple(found)


def is_constant(attribute: Attribute, environment: Environment | None = None) -> bool:
    """Tell whether ``constant_sources`` gives every value the attribute can have."""
    return (
        attribute.countable
        and not attribute.opaque
        and all(_texts(piece, environment) is not None for value in attribute.values for piece in value)
    )


def constant_prefixes(attribute: Attribute) -> tuple[str, ...]:
    """Give what each of the attribute's values begins with, decoded: all of it, or the text before an expression."""
    prefixes = []
    for value in attribute.values:
        prefix = ""
        for piece in value:
            if isinstance(piece, Hole):
                break
            prefix += piece.text
        prefixes.append(attribute_value(prefix))
    return tuple(prefixes)


def known_values(tag: Tag, name: str) -> tuple[str, ...] | None:
    """Give the decoded values of all attributes so called; None if one of them is not constant."""
    values: list[str] = []
    for attribute in tag.named(name):
        if not is_constant(attribute):
            return None
        values.extend(map(attribute_value, constant_sources(attribute)))
    return tuple(values)


def _texts(piece: Piece, environment: Environment | None) -> tuple[str, ...] | None:
    if isinstance(piece, Text):
        return (piece.text,)
    return literal_outputs(piece.expression, environment)
