"""Values for the variables in URLs, so that each route can be asked."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from werkzeug.routing import AnyConverter, BaseConverter, FloatConverter, IntegerConverter, Rule

GivenValues = Callable[[str], "Mapping[str, Any] | None"]
"""Takes an endpoint; returns the values that the user gives for it."""
_LONGEST = 64


def address_of(rule: Rule, given: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the subdomain (or host) and the path that a rule answers, percent-encoded; None where there is no value.

    :param given: values that the user gives, by variable.
    """
    values: dict[str, Any] = dict(rule.defaults or {})
    for name in rule.arguments - set(values):
        converter = rule._converters[name]  # noqa: SLF001 - Werkzeug has no other way to ask
        value = given[name] if name in given else next(_fitting(converter), None)
        if value is None:
            return None
        values[name] = value
    try:
        built: tuple[str, str] | None = rule.build(values, append_unknown=False)
    except Exception:  # noqa: BLE001 - whatever a converter of the app raises for a value that it does not know
        return None
    return built


def _fitting(converter: BaseConverter) -> Iterator[Any]:
    """Yield the values that a converter takes back as it gave them out."""
    for value in _candidates(converter):
        try:
            text = converter.to_url(value)
            if re.fullmatch(converter.regex, text) and converter.to_python(text) == value:
                yield value
        except Exception:  # noqa: BLE001, S112 - not a value of this converter
            continue


def _candidates(converter: BaseConverter) -> Iterator[Any]:
    if isinstance(converter, AnyConverter):
        yield from sorted(converter.items)
    elif isinstance(converter, (IntegerConverter, FloatConverter)):
        yield from (
            kind(number)
            for kind in (int, float)
            for number in (7, 1, converter.min, converter.max, 0)
            if number is not None
        )
    else:
        yield from ("x" * length for length in range(1, _LONGEST))
        yield from (1, uuid.UUID(int=1, version=4), "1")


def parsed(text: str) -> dict[str, Any]:
    """Read ``name=value other=value``; whole numbers become numbers.

    :raises ValueError: when it is something else.
    """
    values: dict[str, Any] = {}
    for word in text.split():
        name, sign, value = word.partition("=")
        if not sign or not name.isidentifier():
            raise ValueError(f"{word!r} is no name=value.")
        values[name] = int(value) if value.isdecimal() and value.isascii() else value
    return values
